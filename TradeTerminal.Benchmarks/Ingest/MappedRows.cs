using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;
using TradeTerminal.Benchmarks.Measure;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Mapping;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Benchmarks.Ingest;

/// <summary>Messages of another shape, read by a mapping, against the same trades in our own shape.</summary>
internal static class MappedRows
{
    private const int Count = 1_000_000;

    /// <summary>As Binance sends them, with the ids that both sides can hold without a text beside them.</summary>
    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["Feeds:Trades:Preset"] = "binance-trade",
    };

    public static void Run(Report report)
    {
        var own = TradeSource.Messages(Count, seed: 5);
        var foreign = own.ConvertAll(Foreign);
        var feed = FeedCatalog.All.OfType<TradesFeed>().Single();
        var section = new ConfigurationBuilder().AddInMemoryCollection(Settings).Build().GetSection("Feeds:Trades");
        var mapped = new MappedParser<Trade>(MappingSettings.Of(section, feed).Mapping!, new TradeParser());
        var plain = new TradeParser();
        for (var i = 0; i < 3; i++)
        {
            Judge(plain, own);
            Judge(mapped, foreign);
        }

        var (ours, theirs, ratio) = Comparison.Run(() => Judge(mapped, foreign), () => Judge(plain, own));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Judge(mapped, foreign);
        var bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Count;
        report.Add(new ResultRow(
            "5m", "mapped: parse and validate", ours.Median, "msg/s", ours.Spread, $"our own shape {theirs.Median:#,0} msg/s", "", null));
        report.Add(new ResultRow(
            "5m", "mapped / our own shape", ratio.Median, "x", ratio.Spread, "the same trades, same run", "≥ 0.7", ratio.Median >= 0.7));
        report.Add(new ResultRow(
            "5m", "mapped: allocated per message", bytes, "bytes", 0, "this thread's allocations", "0", bytes < 0.01));
    }

    private static byte[] Foreign(byte[] own)
    {
        if (!new TradeParser().TryParse(own, DateTime.MaxValue.AddDays(-1), out var trade, out _, out var detail))
        {
            throw new InvalidOperationException(detail);
        }

        var at = new DateTimeOffset(trade.ExecutedAt).ToUnixTimeMilliseconds();
        var isSeller = trade.Side == Side.Sell ? "true" : "false";
        return Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"e":"trade","E":{{at}},"s":"{{trade.Ticker}}","t":"{{trade.TradeId}}","p":"{{trade.Price}}","q":"{{trade.Volume}}","""
            + $$""" "T":{{at}},"m":{{isSeller}},"M":true}"""));
    }

    private static double Judge(IFeedParser<Trade> parser, List<byte[]> messages)
    {
        var now = DateTime.UtcNow.Date.AddDays(1);
        var volume = 0m;
        var started = Stopwatch.GetTimestamp();
        foreach (var message in messages)
        {
            volume += parser.TryParse(message, now, out var trade, out _, out var detail) ? trade.Volume
                : throw new InvalidOperationException(detail);
        }

        return volume > 0 ? Count / Stopwatch.GetElapsedTime(started).TotalSeconds : 0;
    }
}
