using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market.Candles;
using TradeTerminal.Tests.Support.Samples;

namespace TradeTerminal.Tests.Market.Candles;

public sealed class CandleBookTests
{
    private const int Kept = 20;
    private static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Add_Disorder_EqualsTheRecomputationOfWhatIsKept() => Properties.HoldForSeeds(300, random =>
    {
        var book = new CandleBook(Interval.Second, Kept);
        var trades = new RandomTrades(random, Noon) { Tickers = ["AAPL"], Span = TimeSpan.FromSeconds(random.Next(5, 60)) };
        var seen = new List<Trade>();
        for (var version = 1; version <= 20; version++)
        {
            foreach (var trade in trades.Take(random.Next(5)))
            {
                seen.Add(trade);
                book.Add(trade);
            }

            Assert.Equal(Model(seen), book.Publish(version).Select(live => live.Candle));
        }
    });

    [Fact]
    public void Publish_Earlier_NeverChanges() => Properties.HoldForSeeds(100, random =>
    {
        var book = new CandleBook(Interval.Second, Kept);
        var trades = new RandomTrades(random, Noon) { Tickers = ["AAPL"], Span = TimeSpan.FromSeconds(30) };
        var views = new List<(CandleSeries View, LiveCandle[] Copy)>();
        for (var version = 1; version <= 30; version++)
        {
            book.Add(trades.Next());
            var view = book.Publish(version);
            views.Add((view, [.. view]));
        }

        Assert.All(views, pair => Assert.Equal(pair.Copy, pair.View));
    });

    [Fact]
    public void Publish_OneCandleChanged_GivesItAloneTheNewVersion()
    {
        var book = new CandleBook(Interval.Second, Kept);
        var trade = new Trade(Guid.NewGuid(), "AAPL", 1, 1, Side.Buy, Noon, 0, 0);
        book.Add(trade);
        book.Add(trade with { ExecutedAt = Noon.AddSeconds(1), Offset = 1 });
        book.Add(trade with { ExecutedAt = Noon.AddSeconds(2), Offset = 2 });
        book.Publish(1);
        book.Add(trade with { ExecutedAt = Noon.AddSeconds(1), Offset = 3 });

        Assert.Equal([1, 2, 1], book.Publish(2).Select(live => live.Version));
        Assert.Equal([1, 2, 1], book.Publish(3).Select(live => live.Version));
    }

    [Fact]
    public void Restore_StoredCandles_GoesOnFromThem() => Properties.HoldForSeeds(200, random =>
    {
        var trades = new RandomTrades(random, Noon) { Tickers = ["AAPL"], Span = TimeSpan.FromSeconds(30) }.Take(40);
        var half = random.Next(1, 39);
        var book = new CandleBook(Interval.Second, Kept);
        foreach (var group in trades[..half].GroupBy(t => Interval.Second.BucketOf(t.ExecutedAt)).OrderBy(g => g.Key))
        {
            var fold = new CandleFold(group.Key);
            group.ToList().ForEach(trade => fold.Add(trade));
            book.Restore(fold);
        }

        foreach (var trade in trades[half..])
        {
            book.Add(trade);
        }

        Assert.Equal(Model(trades), book.Publish(1).Select(live => live.Candle));
    });

    [Fact]
    public void Add_NearTheBeginningOfTime_DoesNotUnderflow()
    {
        var book = new CandleBook(Interval.Minute, 1_500);
        var first = new Trade(Guid.NewGuid(), "AAPL", 1, 1, Side.Buy, DateTime.UnixEpoch, 0, 0);

        book.Add(first);

        Assert.Single(book.Publish(1));
    }

    private static IEnumerable<Candle> Model(IReadOnlyCollection<Trade> seen)
    {
        if (seen.Count == 0)
        {
            return [];
        }

        var first = Interval.Second.BucketOf(seen.Max(t => t.ExecutedAt)).AddSeconds(1 - Kept);
        return Recomputation.Candles(Interval.Second, seen.Where(t => t.ExecutedAt >= first));
    }
}
