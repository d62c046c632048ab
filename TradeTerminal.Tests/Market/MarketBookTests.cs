using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;
using TradeTerminal.Tests.Support.Samples;

namespace TradeTerminal.Tests.Market;

public sealed class MarketBookTests
{
    private static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Publish_Disorder_EqualsTheRecomputation() => Properties.HoldForSeeds(30, random =>
    {
        var book = new MarketBook();
        var trades = new RandomTrades(random, Noon) { Span = TimeSpan.FromMinutes(random.Next(1, 20)) };
        var seen = new List<Trade>();
        for (var version = 1; version <= 5; version++)
        {
            foreach (var trade in trades.Take(random.Next(1, 200)))
            {
                seen.Add(trade);
                book.Add(trade);
            }

            SnapshotAssert.Shows(seen, book.Publish(version, Noon));
        }
    });

    [Fact]
    public void Publish_Earlier_NeverChanges() => Properties.HoldForSeeds(10, random =>
    {
        var book = new MarketBook();
        var trades = new RandomTrades(random, Noon);
        var seen = new List<Trade>();
        var earlier = new List<(MarketSnapshot Snapshot, Trade[] Seen)>();
        for (var version = 1; version <= 20; version++)
        {
            var trade = trades.Next();
            seen.Add(trade);
            book.Add(trade);
            earlier.Add((book.Publish(version, Noon), [.. seen]));
        }

        Assert.All(earlier, pair => SnapshotAssert.Shows(pair.Seen, pair.Snapshot));
    });

    [Fact]
    public void Publish_NothingNew_KeepsTheTickersAsTheyAre()
    {
        var book = new MarketBook();
        var trade = new Trade(Guid.NewGuid(), "AAPL", 1, 1, Side.Buy, Noon, 0, 0);
        book.Add(trade);
        book.Add(trade with { Ticker = "MSFT", Offset = 1 });
        var first = book.Publish(1, Noon);
        book.Add(trade with { Ticker = "MSFT", Offset = 2 });
        var second = book.Publish(2, Noon);

        Assert.Same(first.Find("AAPL"), second.Find("AAPL"));
        Assert.NotSame(first.Find("MSFT"), second.Find("MSFT"));
        Assert.Null(second.Find("AAP"));
    }

    [Fact]
    public void Add_MoreTickersThanItsCapacity_DropsTheQuietest()
    {
        var book = new MarketBook();
        for (var i = 0; i <= MarketBook.Capacity; i++)
        {
            book.Add(new Trade(Guid.NewGuid(), $"T{i}", 1, 1, Side.Buy, Noon.AddSeconds(i == 0 ? 10_000 : i), 0, i));
        }

        var snapshot = book.Publish(1, Noon);

        Assert.Equal(MarketBook.Capacity, snapshot.Tickers.Length);
        Assert.NotNull(snapshot.Find("T0"));
        Assert.Null(snapshot.Find("T1"));
        Assert.Equal(snapshot.Tickers.Select(t => t.Symbol).Order(StringComparer.Ordinal), snapshot.Tickers.Select(t => t.Symbol));
    }

    [Fact]
    public void Add_OneTickerForLong_StaysWithinItsBounds()
    {
        var book = new MarketBook();
        for (var i = 0; i < 5_000; i++)
        {
            book.Add(new Trade(Guid.NewGuid(), "AAPL", 1, 1, Side.Buy, Noon.AddSeconds(i * 30), 0, i));
        }

        var ticker = Assert.Single(book.Publish(1, Noon).Tickers);

        Assert.Equal(TapeBook.Depth, ticker.Tape.Length);
        Assert.Equal(20, ticker.Seconds.Count);
        Assert.Equal(InstrumentBook.MinutesKept, ticker.Minutes.Count);
        Assert.Equal(Interval.Minute.BucketOf(ticker.Last.ExecutedAt), ticker.Minutes.Newest.Candle.Time);
    }
}
