using System.Numerics;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Tests.Support.Samples;

/// <summary>Candles the slow way: all trades of an interval, sorted.</summary>
internal static class Recomputation
{
    internal static Candle Candle(DateTime time, IEnumerable<Trade> trades)
    {
        var sorted = trades.OrderBy(t => t.ExecutedAt).ThenBy(t => t.Partition).ThenBy(t => t.Offset).ToList();
        var notional = sorted.Aggregate(
            BigInteger.Zero, (sum, t) => sum + ((BigInteger)(t.Price * Trade.NotionalUnits) * t.Volume));
        return new Candle(
            time, sorted[0].Price, sorted.Max(t => t.Price), sorted.Min(t => t.Price), sorted[^1].Price,
            sorted.Sum(t => (decimal)t.Volume), (decimal)notional / Trade.NotionalUnits, sorted.Count);
    }

    internal static IEnumerable<Candle> Candles(Interval interval, IEnumerable<Trade> trades) => trades
        .GroupBy(t => new DateTime(t.ExecutedAt.Ticks / interval.Width.Ticks * interval.Width.Ticks, DateTimeKind.Utc))
        .OrderBy(group => group.Key)
        .Select(group => Candle(group.Key, group));

    internal static IEnumerable<Trade> Newest(IEnumerable<Trade> trades, int count) => trades
        .OrderByDescending(t => t.ExecutedAt).ThenByDescending(t => t.Partition).ThenByDescending(t => t.Offset)
        .Take(count);
}
