using TradeTerminal.Ingest.Prices;
using TradeTerminal.Market;

namespace TradeTerminal.Statistics;

/// <summary>The last price and the volume of one symbol in one second.</summary>
internal readonly record struct LivePoint(string Symbol, DateTime Time, decimal Price, decimal Volume);

/// <summary>The newest seconds in which a ticker traded.</summary>
internal static class LiveSeconds
{
    /// <summary>
    /// From the second candles where they are enough; they are of the last minutes only, so a ticker that trades
    /// seldom is read from its tape, which reaches further back.
    /// </summary>
    public static IEnumerable<LivePoint> Of(InstrumentSnapshot ticker, int count)
    {
        if (ticker.Seconds.Count >= count)
        {
            return ticker.Seconds.Last(count).Select(live => new LivePoint(
                ticker.Symbol, live.Candle.Time, live.Candle.Close, live.Candle.Volume));
        }

        return ticker.Tape.ToArray()
            .GroupBy(trade => Interval.Second.BucketOf(trade.ExecutedAt))
            .TakeLast(count)
            .Select(second => new LivePoint(
                ticker.Symbol, second.Key, second.Last().Price, second.Sum(trade => (decimal)trade.Volume)));
    }
}
