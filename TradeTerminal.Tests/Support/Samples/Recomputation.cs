using System.Numerics;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Tests.Support.Samples;

/// <summary>Candles the slow way: all trades of an interval, sorted.</summary>
internal static class Recomputation
{
    /// <summary>No price or volume of these samples has more decimals.</summary>
    private const decimal Units = 100_000_000m;

    internal static Candle Candle(DateTime time, IEnumerable<Trade> trades)
    {
        var sorted = trades.OrderBy(t => t.ExecutedAt).ThenBy(t => t.Partition).ThenBy(t => t.Offset).ToList();
        var notional = sorted.Aggregate(
            BigInteger.Zero, (sum, t) => sum + ((BigInteger)(t.Price * Units) * (BigInteger)(t.Volume * Units)));
        return new Candle(
            time, sorted[0].Price, sorted.Max(t => t.Price), sorted.Min(t => t.Price), sorted[^1].Price,
            sorted.Sum(t => t.Volume), (decimal)notional / Units / Units, sorted.Count);
    }

    internal static IEnumerable<Candle> Candles(Interval interval, IEnumerable<Trade> trades) => trades
        .GroupBy(t => new DateTime(t.ExecutedAt.Ticks / interval.Width.Ticks * interval.Width.Ticks, DateTimeKind.Utc))
        .OrderBy(group => group.Key)
        .Select(group => Candle(group.Key, group));

    internal static IEnumerable<Trade> Newest(IEnumerable<Trade> trades, int count) => trades
        .OrderByDescending(t => t.ExecutedAt).ThenByDescending(t => t.Partition).ThenByDescending(t => t.Offset)
        .Take(count);
}
