using System.Diagnostics;
using TradeTerminal.Benchmarks.Measure;
using TradeTerminal.Producers.Synthetic;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Benchmarks.Ingest;

/// <summary>
/// A row for each feed: its producer's messages, at the highest stress, judged and stored with all that follows
/// from them, candles, positions and alerts.
/// </summary>
internal static class FeedRows
{
    private const int Count = 20_000;
    private const int BatchSize = 1_000;
    private const int Repetitions = 5;

    public static void Run(BenchDatabase database, Report report)
    {
        foreach (var feed in AnyFeed.All)
        {
            var messages = Messages(feed.Name);
            var rate = Stats.Of([.. Enumerable.Range(0, Repetitions).Select(_ => Write(database, feed, messages))]);
            report.Add(new ResultRow(
                "feeds", $"{feed.Name}: judged and stored with its folds", rate.Median, "events/s", rate.Spread,
                $"batches of {BatchSize:#,0}, one partition", "", null));
        }
    }

    private static double Write(BenchDatabase database, AnyFeed feed, List<byte[]> messages)
    {
        database.Execute(
            $"TRUNCATE {feed.Table}, candles_1m, feed_candles_1m, latest_prices, rule_states, alerts, commodity_positions, trader_book, rejected, feed_offsets");
        database.Execute("CHECKPOINT");
        using var ingest = feed.Ingest(database.ConnectionString, TimeProvider.System);
        ingest.Begin(0);
        var started = Stopwatch.GetTimestamp();
        foreach (var batch in messages.Index().Chunk(BatchSize))
        {
            ingest.Write(batch.Select(message => (0, (long)message.Index, (byte[]?)message.Item)));
        }

        var rate = messages.Count / Stopwatch.GetElapsedTime(started).TotalSeconds;
        var stored = database.Scalar<long>($"SELECT count(*) FROM {feed.Table}");
        return stored == messages.Count
            ? rate
            : throw new InvalidOperationException($"{feed.Name}: {stored} of {messages.Count} events are stored.");
    }

    private static List<byte[]> Messages(string feed)
    {
        var market = WildMarket.Of(feed, seed: 6);
        var (start, events) = (DateTime.UtcNow.AddHours(-1), new List<SyntheticEvent>());
        for (var step = 0; events.Count < Count; step++)
        {
            market.Advance(start.AddMilliseconds(10 * step), events);
        }

        return [.. events.Take(Count).Select(made => made.Value)];
    }
}
