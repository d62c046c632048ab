using System.Diagnostics;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TradeTerminal.Benchmarks.Backlog;
using TradeTerminal.Benchmarks.Measure;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Support.Brokers;

namespace TradeTerminal.Benchmarks.Ingest;

/// <summary>Row 4: a backlog of a million in a real broker, read, judged and stored, against storing alone.</summary>
internal sealed class PipelineRow(BenchDatabase database, ApacheKafka kafka)
{
    private const string Topic = BacklogTopic.Name;
    private const int Count = BacklogTopic.Count;

    public static async Task RunAsync(BenchDatabase database, Report report)
    {
        await using var topic = await BacklogTopic.FillAsync();
        Run(database, topic, report);
    }

    public static void Run(BenchDatabase database, BacklogTopic topic, Report report)
    {
        var row = new PipelineRow(database, topic.Kafka);
        var batches = TradeSource.Batches(topic.Messages, FeedBatch<Trade>.MaxMessages);
        var write = new ExactlyOnce(database);

        double Alone()
        {
            database.Clear();
            var rate = write.Write(batches, "bench");
            database.Check(Count, topic.Volume);
            return rate;
        }

        var run = 0;
        double Pipeline()
        {
            database.Clear();
            var rate = row.Drain($"run {++run}");
            database.Check(Count, topic.Volume);
            return rate;
        }

        var (pipeline, alone, ratio) = Comparison.Run(Pipeline, Alone);
        report.Add(
            new ResultRow("4", "pipeline from a backlog of 1,000,000", pipeline.Median, "msg/s", pipeline.Spread,
                "Apache Kafka 0.9.0.1 on this machine", "", null));
        report.Add(
            new ResultRow("4", "pipeline / the write alone", ratio.Median, "x", ratio.Spread,
                $"batches of {FeedBatch<Trade>.MaxMessages:#,0} from memory {alone.Median:#,0} rows/s", "≥ 0.8", ratio.Median >= 0.8));
    }

    private double Drain(string cluster)
    {
        var feed = new FeedKey(cluster, Topic);
        var options = new KafkaOptions();
        foreach (var (name, value) in kafka.ClientSettings)
        {
            options.Client[name] = value;
        }

        var clients = new KafkaClients(() => new KafkaEndpoint("external", kafka.BootstrapServers, cluster), Options.Create(options));
        var offsets = new OffsetStore(database.Contexts);
        var gauge = new FeedGauge("trades", Topic, TimeProvider.System);
        var parser = new TradeParser();
        var changes = new ChangeFeed();
        var committer = new BatchCommitter<Trade>(
            new FeedWriter<Trade>(new TradeStore(), [new TradeCandles()], database.Contexts, database.Days, TimeProvider.System),
            offsets, changes, gauge,
            TimeProvider.System, NullLogger.Instance);
        var started = Stopwatch.GetTimestamp();
        var admin = new AdminClientBuilder(clients.Admin()).SetLogHandler((_, _) => { }).Build();
        using var consumer = new KafkaReader(clients.Consumer(), Topic);
        var logEnds = new LogEnds(new KafkaReader(clients.Consumer(), Topic), _ => { }, TimeProvider.System);
        using var question = new TopicQuestion(Topic, admin, logEnds, (_, _, _) => null);
        var reader = new FeedReader<Trade>(consumer, logEnds, feed, offsets, gauge, changes,
            new FeedBatch<Trade>(parser, TimeProvider.System), question, hasIds: true, TimeProvider.System, NullLogger.Instance);
        using var hand = new BatchHand<Trade>((batch, next, cancellation) => committer.Commit(feed, batch, next, cancellation),
            reader.Next);
        var pump = new FeedPump<Trade>(reader, hand, new FeedBatch<Trade>(parser, TimeProvider.System), gauge);
        reader.Discover();
        while (reader.Next.Values.Sum() < Count)
        {
            pump.Step(CancellationToken.None);
        }

        return Count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
