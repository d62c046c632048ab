using TradeTerminal.Charts;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;
using TradeTerminal.MarketWatch;
using TradeTerminal.Statistics;

namespace TradeTerminal.Tests.Market;

/// <summary>A ticker that was dropped for others and trades again; and one whose sender's clock is ahead.</summary>
public sealed class ReturningTickerTests
{
    private static readonly DateTime Noon = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Add_DroppedAndBack_ClaimsNoFiguresOfTheDay()
    {
        var book = new MarketBook();
        for (var i = 0; i <= MarketBook.Capacity; i++)
        {
            book.Add(Trade($"T{i:0000}", Noon.AddSeconds(i)));
        }

        book.Add(Trade("T0000", Noon.AddHours(1).AddSeconds(30)));
        var snapshot = book.Publish(1, Noon);
        var (back, other) = (snapshot.Find("T0000")!, snapshot.Find("T0900")!);

        Assert.Null(back.Session(Noon));
        Assert.Null(TickerBody.Of(back, Noon.AddHours(1), false).Volume);
        var (candles, missing) = LiveCandles.ChangedSince(back, Interval.Minute, -1);
        Assert.Empty(candles);
        Assert.True(missing);
        Assert.Equal(1, other.Session(Noon)!.Count);
    }

    [Fact]
    public void Add_ThousandsOfTickersInTurn_KeepsThoseThatTradedLast()
    {
        var (book, random) = (new MarketBook(), new Random(5));
        var last = new Dictionary<string, DateTime>();
        for (var i = 0; i < 30_000; i++)
        {
            var trade = Trade($"T{random.Next(3_000):0000}", Noon.AddSeconds(i));
            last[trade.Ticker] = trade.ExecutedAt;
            book.Add(trade);
        }

        Assert.Equal(
            last.OrderByDescending(pair => pair.Value).Take(MarketBook.Capacity).Select(pair => pair.Key).Order(StringComparer.Ordinal),
            book.Publish(1, Noon).Tickers.Select(ticker => ticker.Symbol));
    }

    [Fact]
    public void Add_ClockAhead_AgesFromWhenItCame()
    {
        var book = new MarketBook();
        for (var i = -20; i < 0; i++)
        {
            book.Add(Trade("AAPL", Noon.AddSeconds(i)), Noon.AddSeconds(i));
        }

        book.Add(Trade("AAPL", Noon.AddMinutes(5).AddSeconds(-1)), Noon);
        book.Add(Trade("AAPL", Noon.AddSeconds(10)), Noon.AddSeconds(10));
        var snapshot = book.Publish(1, Noon);
        var (ticker, now) = (Assert.Single(snapshot.Tickers), Noon.AddMinutes(1));

        Assert.Equal(Noon, ticker.LastSeen);
        Assert.Equal((60, "stale"), (TickerBody.Of(ticker, now, false).AgeSeconds, TickerBody.Of(ticker, now, false).State));
        Assert.Equal(Noon.AddSeconds(10), snapshot.NewestSeen);
    }

    [Fact]
    public void Of_SparseTicker_HasAsManySecondsAsTheTapeKnows()
    {
        var book = new MarketBook();
        for (var i = 0; i < 80; i++)
        {
            book.Add(Trade("AAPL", Noon.AddMinutes(i)));
        }

        var points = LiveSeconds.Of(Assert.Single(book.Publish(1, Noon).Tickers), 50).ToList();

        Assert.Equal(Enumerable.Range(30, 50).Select(i => Noon.AddMinutes(i)), points.Select(point => point.Time));
    }

    private static Trade Trade(string ticker, DateTime at) => new(Guid.NewGuid(), ticker, 1, 1, Side.Buy, at, 0, 0);
}
