using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Ticks;
using TradeTerminal.Market;
using TradeTerminal.Market.Hydrating;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Market.Hydrating;

/// <summary>Prices of the feeds other than trades: live, read back, and worked out the slow way.</summary>
public sealed class PriceHydratorTests(PostgresFixture fixture)
{
    private static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task HydrateAsync_AnyPrices_ShowsWhatTheLiveBooksShowed()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        TimeSpan[] spans = [TimeSpan.FromSeconds(40), TimeSpan.FromMinutes(30), TimeSpan.FromHours(30)];
        foreach (var span in spans)
        {
            await using var database = await fixture.CreateTerminalDatabaseAsync();
            using var stored = new TestPrices(database.ConnectionString);
            var source = new RandomPrices(new Random(seed), Noon) { Span = span };
            var live = new MarketBook();
            var seen = new List<(string Feed, PricePoint Price)>();
            for (var batch = 0; batch < 3; batch++)
            {
                var (quotes, ticks) = (source.Quotes(500), source.Ticks(300, "BTC-USD", "ETH-USD"));
                stored.Write(quotes);
                stored.Write(PricedFeeds.Crypto, ticks);
                List<(string Feed, PricePoint Price)> prices =
                [
                    .. quotes.Select(quote => (PricedFeeds.Quotes, PricePoint.Of(quote)!.Value)),
                    .. ticks.Select(tick => (PricedFeeds.Crypto, PricePoint.Of(tick)!.Value)),
                ];
                prices.ForEach(one => live.Add(one.Feed, one.Price));
                seen.AddRange(prices);

                var (hydrated, _) = await new Hydrator(stored.Databases).HydrateAsync(TestContext.Current.CancellationToken);

                AssertShows(seen, live.Publish(batch, Noon));
                AssertShows(seen, hydrated.Publish(1, Noon));
            }
        }
    }

    [Fact]
    public async Task HydrateAsync_ThenMorePrices_GoesOnAsIfNothingHadHappened()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var stored = new TestPrices(database.ConnectionString);
        var source = new RandomPrices(new Random(12), Noon) { Span = TimeSpan.FromHours(26) };
        var (before, after) = (source.Quotes(2_000), source.Quotes(400));
        stored.Write(before);

        var (book, _) = await new Hydrator(stored.Databases).HydrateAsync(TestContext.Current.CancellationToken);
        book.Publish(1, Noon);
        Array.ForEach(after, quote => book.Add(PricedFeeds.Quotes, PricePoint.Of(quote)!.Value));

        AssertShows([.. before.Concat(after).Select(quote => (PricedFeeds.Quotes, PricePoint.Of(quote)!.Value))], book.Publish(2, Noon));
    }

    [Fact]
    public async Task HydrateAsync_StoredPrices_HaveTheirDayTheirClosesAndTheirRhythm()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var prices = new TestPrices(database.ConnectionString);
        prices.Write(PricedFeeds.Indices, Tick("SP500", 50, Noon.AddDays(-1), 0), Tick("SP500", 100, Noon.AddMinutes(-10), 1),
            Tick("SP500", 90, Noon.AddMinutes(-5), 2), Tick("SP500", 110, Noon, 3));
        prices.Write(PricedFeeds.Indices, Enumerable.Range(0, 30).Select(i => Tick("FIXING", 1_000 + i, Noon.AddDays(i - 29), 10 + i)));
        prices.Write(PricedFeeds.Crypto, Enumerable.Range(0, 70).Select(i => Tick("BTC-USD", i + 1, Noon.AddMinutes(i - 69), i)));
        prices.Write(Quote("AAPL", "NYSE", 170, 0), Quote("AAPL", "BATS", 171, 1));

        var (book, _) = await new Hydrator(prices.Databases).HydrateAsync(TestContext.Current.CancellationToken);
        var market = book.Publish(1, Noon);

        Assert.Equal(
            ["quotes:AAPL", "quotes:AAPL:BATS", "quotes:AAPL:NYSE", "crypto:BTC-USD", "indices:FIXING", "indices:SP500"],
            market.Instruments.Select(one => one.Instrument.Key));
        Assert.Equal(5, market.Quoted.Count());
        var index = market.Of(new Instrument("indices", "SP500"))!;
        Assert.Equal(new SessionFigures(100, 110, 90, 110, 30, 3_000, 3), index.Session(Noon));
        Assert.Null(index.Session(Noon.AddDays(1)));
        Assert.Equal([50, 100, 90, 110], index.Closes);
        Assert.Equal(TimeSpan.FromMinutes(50), index.StaleAfter);
        // Once a day is a rhythm, too, though the live candles do not reach that far.
        Assert.Equal(TimeSpan.FromDays(10), market.Of(new Instrument("indices", "FIXING"))!.StaleAfter);
        Assert.Equal(Enumerable.Range(11, 60).Select(i => (decimal)i), market.Of(new Instrument("crypto", "BTC-USD"))!.Closes);
        var quoted = market.Of(new Instrument("quotes", "AAPL", "NYSE"))!.Newest;
        Assert.Equal((169.9m, 170.1m), (quoted.Bid!.Value, quoted.Ask!.Value));
        // At the same instant: the later offset is the newest at any venue.
        Assert.Equal(171, market.Of(new Instrument("quotes", "AAPL"))!.Newest.Mark.Price);
    }

    private static void AssertShows(IReadOnlyCollection<(string Feed, PricePoint Price)> seen, MarketSnapshot market)
    {
        var instruments = seen.SelectMany(one => MarketBook.InstrumentsOf(one.Feed, one.Price.Symbol, one.Price.Venue)).Distinct()
            .Order(Instrument.Order).ToList();
        Assert.Equal(instruments, market.Instruments.Select(one => one.Instrument));
        foreach (var shown in market.Instruments)
        {
            var instrument = shown.Instrument;
            var own = seen.Where(one => one.Feed == instrument.Feed && one.Price.Symbol == instrument.Symbol
                && (instrument.Venue.Length == 0 || one.Price.Venue == instrument.Venue)).Select(one => one.Price).ToList();
            var newest = own.MaxBy(price => (price.Mark.At, price.Mark.Partition, price.Mark.Offset));
            Assert.Equal(newest, shown.Newest);
            Assert.Equal(Candles(own, newest.Mark.At, Interval.Second, InstrumentBook.SecondsKept),
                shown.Seconds.Select(live => live.Candle));
            Assert.Equal(Candles(own, newest.Mark.At, Interval.Minute, InstrumentBook.MinutesKept),
                shown.Minutes.Select(live => live.Candle));
        }
    }

    private static IEnumerable<Candle> Candles(List<PricePoint> own, DateTime last, Interval interval, int kept)
    {
        var first = interval.BucketOf(last) - ((kept - 1) * interval.Width);
        return RandomPrices.Candles(interval, own.Where(price => price.Mark.At >= first));
    }

    private static Tick Tick(string symbol, decimal price, DateTime at, long offset) =>
        new(symbol, price, symbol == "SP500" ? 10 : 0, PriceOrigin.Unstated, null, at, 0, offset);

    private static Quote Quote(string symbol, string venue, decimal price, long offset) =>
        new(symbol, venue, price, price - 0.1m, price + 0.1m, 300, 400, 50, Noon, 0, offset);
}
