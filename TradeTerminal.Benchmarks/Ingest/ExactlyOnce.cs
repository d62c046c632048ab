using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Benchmarks.Ingest;

/// <summary>The terminal's own write: offsets, trades without repeats, candles, in one transaction a batch.</summary>
internal sealed class ExactlyOnce(BenchDatabase database)
{
    private const string Topic = "orders";

    private readonly OffsetStore _offsets = new(database.Contexts);

    /// <summary>Writes the batches as a log of their own and returns messages a second.</summary>
    public double Write(IReadOnlyList<FeedBatch<Trade>> batches, string cluster)
    {
        var feed = new FeedKey(cluster, Topic);
        var next = new Dictionary<int, long>();
        for (var partition = 0; partition < TradeSource.Partitions; partition++)
        {
            _offsets.Begin(feed, partition, 0);
            next[partition] = 0;
        }

        var gauge = new FeedGauge("trades", Topic, TimeProvider.System);
        gauge.Begin(cluster, _offsets.Load(feed).Values);
        var committer = new BatchCommitter<Trade>(
            new FeedWriter<Trade>(new TradeStore(), [new TradeCandles()], database.Contexts, database.Days, TimeProvider.System),
            _offsets, new ChangeFeed(), gauge,
            TimeProvider.System, NullLogger.Instance);
        var started = Stopwatch.GetTimestamp();
        foreach (var batch in batches)
        {
            committer.Commit(feed, batch, next, CancellationToken.None);
        }

        return batches.Sum(batch => batch.Count) / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
