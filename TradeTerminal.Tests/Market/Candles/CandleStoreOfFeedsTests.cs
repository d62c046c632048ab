using TradeTerminal.Ingest.Prices;
using TradeTerminal.Market;
using TradeTerminal.Market.Candles;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Writing;
using TradeTerminal.Tests.Trades;

namespace TradeTerminal.Tests.Market.Candles;

public sealed class CandleStoreOfFeedsTests(PostgresFixture fixture)
{
    [Theory]
    [InlineData("NYSE")]
    [InlineData("")]
    public async Task ReadAsync_EveryInterval_EqualsTheRecomputation(string venue)
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var prices = new TestPrices(database.ConnectionString);
        var quotes = new RandomPrices(new Random(8), Judgement.Now) { Span = TimeSpan.FromHours(30) }.Quotes(4_000);
        quotes.Chunk(900).ToList().ForEach(batch => prices.Write(batch));
        var own = quotes.Where(quote => quote.Symbol == "AAPL" && (venue == "" || quote.Venue == venue))
            .Select(quote => PricePoint.Of(quote)!.Value).ToList();
        var store = new CandleStore(prices.Databases);

        foreach (var interval in Interval.All)
        {
            var expected = RandomPrices.Candles(interval, own).ToList();
            var from = expected[expected.Count / 3].Time;
            var to = expected[^3].Time;

            Assert.Equal(expected, await ReadAsync(DateTime.UnixEpoch, null, 5_000));
            Assert.Equal(expected.Where(c => c.Time >= from && c.Time < to).TakeLast(7), await ReadAsync(from, to, 7));
            var back = interval.BucketOf(own.Max(p => p.Mark.At)) - (9 * interval.Width);
            Assert.Equal(expected.Where(c => c.Time >= back), await ReadAsync(null, null, 10));
            Assert.Equal(expected.Where(c => c.Time >= from && c.Time < from + (9 * interval.Width)), await store.ReadOldestAsync(
                new Instrument(PricedFeeds.Quotes, "AAPL", venue), interval, from, null, 9, TestContext.Current.CancellationToken));

            Task<IReadOnlyList<Candle>> ReadAsync(DateTime? since, DateTime? until, int limit) => store.ReadAsync(
                new Instrument(PricedFeeds.Quotes, "AAPL", venue), interval, since, until, limit, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task ReadAsync_OtherFeedOrVenue_FindsNothing()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var prices = new TestPrices(database.ConnectionString);
        prices.Write(new RandomPrices(new Random(1), Judgement.Now).Quotes(50));
        var store = new CandleStore(prices.Databases);

        foreach (var interval in new[] { Interval.Second, Interval.Minute })
        {
            Assert.Empty(
                await store.ReadAsync(new Instrument("quotes", "AAPL", "NASDAQ"), interval, null, null, 10,
                    TestContext.Current.CancellationToken));
            Assert.Empty(
                await store.ReadAsync(new Instrument("crypto", "AAPL"), interval, null, null, 10, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task FeedOfAsync_SymbolOfSeveral_IsTradesThenTheFirst()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var prices = new TestPrices(database.ConnectionString);
        using var ingest = new TestIngest(database.ConnectionString, new TestClock(Judgement.Now));
        ingest.Begin(0);
        ingest.Write(new RandomTrades(new Random(1), Judgement.Now) { Partitions = 1, Tickers = ["MSFT"] }.Take(3));
        var random = new RandomPrices(new Random(1), Judgement.Now);
        prices.Write(random.Quotes(50));
        prices.Write(PricedFeeds.Indices, random.Ticks(5, "AAPL"));
        prices.Write(PricedFeeds.Crypto, random.Ticks(5, "BTC-USD"));
        var store = new CandleStore(prices.Databases);

        Assert.Equal("trades", await FeedOfAsync("MSFT", ""));
        Assert.Equal("quotes", await FeedOfAsync("MSFT", "NYSE"));
        Assert.Equal("quotes", await FeedOfAsync("AAPL", ""));
        Assert.Equal("crypto", await FeedOfAsync("BTC-USD", ""));
        Assert.Null(await FeedOfAsync("ETH-USD", ""));

        Task<string?> FeedOfAsync(string symbol, string venue) => store.FeedOfAsync(symbol, venue, TestContext.Current.CancellationToken);
    }
}
