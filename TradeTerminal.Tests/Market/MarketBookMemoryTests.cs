using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;

namespace TradeTerminal.Tests.Market;

/// <summary>What the market in memory may cost; <c>./bench.sh market</c> measures it with as many tickers as there may be.</summary>
public sealed class MarketBookMemoryTests
{
    private static readonly DateTime Noon = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    private readonly Random _random = new(4);
    private long _offset;

    [Fact]
    public void Publish_ActiveTicker_CopiesNothingThatDidNotChange()
    {
        var book = new MarketBook();
        Fill(book, "AAPL");
        book.Publish(1, Noon);
        var allocated = new List<long>();
        for (var version = 2; version < 60; version++)
        {
            book.Add(Trade("AAPL", Noon.AddMilliseconds(100 + version)));
            var before = GC.GetAllocatedBytesForCurrentThread();
            book.Publish(version, Noon);
            allocated.Add(GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.InRange(allocated.Order().ElementAt(allocated.Count / 2), 1, 4_000);
    }

    [Fact]
    public void Publish_BusyDay_TakesAQuarterOfWhatObjectsTook()
    {
        var book = new MarketBook();
        Fill(book, "AAPL");
        book.Publish(1, Noon);

        Assert.InRange(Assert.Single(book.Tickers).Bytes, 100_000, 235_000);
    }

    [Fact]
    public void Publish_MoreBytesThanItsBound_DropsTheQuietest()
    {
        var book = new MarketBook(mostBytes: 1_000_000);
        for (var i = 0; i < 12; i++)
        {
            Fill(book, $"T{i:00}", Noon.AddSeconds(i == 0 ? 100 : i));
        }

        var shown = book.Publish(1, Noon).Tickers.Select(ticker => ticker.Symbol).ToList();

        Assert.InRange(book.Tickers.Sum(ticker => ticker.Bytes), 700_000, 1_000_000);
        Assert.Equal(["T00", .. Enumerable.Range(13 - shown.Count, shown.Count - 1).Select(i => $"T{i:00}")], shown);
        book.Add(Trade("T01", Noon.AddSeconds(200)));
        Assert.Equal(Noon.AddSeconds(200), book.Publish(2, Noon).Find("T01")!.CompleteSince);
    }

    private void Fill(MarketBook book, string ticker, DateTime? last = null)
    {
        var end = last ?? Noon;
        for (var minute = InstrumentBook.MinutesKept; minute > 10; minute--)
        {
            book.Add(Trade(ticker, end.AddMinutes(-minute).AddMicroseconds(_random.Next(30_000_000))));
        }

        for (var second = InstrumentBook.SecondsKept - 1; second >= 0; second--)
        {
            book.Add(Trade(ticker, end.AddSeconds(-second)));
            book.Add(Trade(ticker, end.AddSeconds(-second).AddMicroseconds(second == 0 ? 0 : _random.Next(999_999))));
        }
    }

    private Trade Trade(string ticker, DateTime at) => new(
        Guid.NewGuid(), ticker, _random.Next(10_000, 10_200) / 100m,
        _random.Next(1, 1_000), (Side)_random.Next(2), at, (int)(_offset % 4), _offset++);
}
