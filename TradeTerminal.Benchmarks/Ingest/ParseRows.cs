using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using TradeTerminal.Benchmarks.Measure;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Benchmarks.Ingest;

/// <summary>Row 5: judging messages against the usual deserialization of their text.</summary>
internal static class ParseRows
{
    private const int Count = 200_000;

    public static void Run(Report report)
    {
        var messages = TradeSource.Messages(Count, seed: 5);
        var parser = new TradeParser();
        // Tiered compilation settles only after many calls of either side.
        for (var i = 0; i < 10; i++)
        {
            Judge(parser, messages);
            Deserialize(messages);
        }

        var (ours, theirs, ratio) = Comparison.Run(() => Judge(parser, messages), () => Deserialize(messages), 9);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Judge(parser, messages);
        var bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Count;
        report.Add(
            new ResultRow("5", "parse and validate", ours.Median, "msg/s", ours.Spread,
                $"JsonSerializer.Deserialize<T>(string) {theirs.Median:#,0} msg/s", "", null));
        report.Add(
            new ResultRow("5", "parse and validate / deserialize", ratio.Median,
                "x", ratio.Spread, "the same messages, same run", "≥ 2", ratio.Median >= 2));
        report.Add(
            new ResultRow("5", "allocated per accepted message", bytes, "bytes", 0, "this thread's allocations", "≤ 32", bytes <= 32));
    }

    private static double Judge(TradeParser parser, List<byte[]> messages)
    {
        var now = DateTime.UtcNow.Date.AddDays(1);
        var volume = 0L;
        var started = Stopwatch.GetTimestamp();
        foreach (var message in messages)
        {
            volume += parser.TryParse(message, now, out var trade, out _, out _) ? (long)trade.Volume : throw new InvalidOperationException("A good message was refused.");
        }

        return volume > 0 ? Count / Stopwatch.GetElapsedTime(started).TotalSeconds : 0;
    }

    private static double Deserialize(List<byte[]> messages)
    {
        var volume = 0L;
        var started = Stopwatch.GetTimestamp();
        foreach (var message in messages)
        {
            volume += JsonSerializer.Deserialize<WireTrade>(Encoding.UTF8.GetString(message))!.Volume;
        }

        return volume > 0 ? Count / Stopwatch.GetElapsedTime(started).TotalSeconds : 0;
    }

    private sealed record WireTrade(
        [property: JsonPropertyName("trade_id")] Guid TradeId,
        [property: JsonPropertyName("ticker")] string Ticker,
        [property: JsonPropertyName("price")] decimal Price,
        [property: JsonPropertyName("volume")] long Volume,
        [property: JsonPropertyName("side")] string Side,
        [property: JsonPropertyName("timestamp")] DateTimeOffset Timestamp);
}
