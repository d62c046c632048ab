using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;
using Xunit.Sdk;

namespace TradeTerminal.Tests.Support.Samples;

internal static class SnapshotAssert
{
    /// <summary>The snapshot is what these trades, in any order, make of the market.</summary>
    internal static void Shows(IReadOnlyCollection<Trade> trades, MarketSnapshot snapshot)
    {
        Assert.Equal(trades.Select(t => t.Ticker).Distinct().Order(StringComparer.Ordinal), snapshot.Tickers.Select(t => t.Symbol));
        foreach (var ticker in snapshot.Tickers)
        {
            var own = trades.Where(t => t.Ticker == ticker.Symbol).ToList();
            var last = own.Max(t => t.ExecutedAt);
            Assert.Equal(Recomputation.Newest(own, TapeBook.Depth).Reverse(), ticker.Tape.ToArray());
            Assert.Equal(Candles(own, last, Interval.Second, InstrumentBook.SecondsKept), ticker.Seconds.Select(live => live.Candle));
            Assert.Equal(Candles(own, last, Interval.Minute, InstrumentBook.MinutesKept), ticker.Minutes.Select(live => live.Candle));
        }

        Assert.Equal(Recomputation.Newest(trades, 200), snapshot.Window(TickerFilter.All).Trades);
    }

    /// <summary>Two snapshots that a viewer could not tell apart, but for their versions.</summary>
    internal static void Same(MarketSnapshot expected, MarketSnapshot actual, DateTime utcNow)
    {
        Assert.Equal(expected.Tickers.Select(t => t.Symbol), actual.Tickers.Select(t => t.Symbol));
        foreach (var (one, other) in expected.Tickers.Zip(actual.Tickers))
        {
            Assert.Equal(one.Tape.ToArray(), other.Tape.ToArray());
            Assert.Equal(one.Seconds.Select(live => live.Candle), other.Seconds.Select(live => live.Candle));
            Assert.Equal(one.Minutes.Select(live => live.Candle), other.Minutes.Select(live => live.Candle));
            Assert.Equal(one.Session(utcNow), other.Session(utcNow));
            Assert.Equal(one.TradesPerSecond(utcNow), other.TradesPerSecond(utcNow));
            Assert.Equal(Figures(expected, one.Symbol), Figures(actual, one.Symbol));
        }

        Assert.Equal(expected.Window(TickerFilter.All).Figures, actual.Window(TickerFilter.All).Figures);
        Assert.Equal(expected.Window(TickerFilter.All).Trades, actual.Window(TickerFilter.All).Trades);
    }

    internal static bool AreSame(MarketSnapshot expected, MarketSnapshot actual, DateTime utcNow) =>
        Holds(() => Same(expected, actual, utcNow));

    internal static bool Shown(IReadOnlyCollection<Trade> trades, MarketSnapshot snapshot) =>
        Holds(() => Shows(trades, snapshot));

    private static bool Holds(Action assertion)
    {
        try
        {
            assertion();
            return true;
        }
        catch (XunitException)
        {
            return false;
        }
    }

    private static WindowFigures Figures(MarketSnapshot snapshot, string symbol) =>
        snapshot.Window(TickerFilter.Of([symbol])).Figures;

    private static IEnumerable<Candle> Candles(List<Trade> own, DateTime last, Interval interval, int kept)
    {
        var first = interval.BucketOf(last) - ((kept - 1) * interval.Width);
        return Recomputation.Candles(interval, own.Where(t => t.ExecutedAt >= first));
    }
}
