using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Ticks;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Prices;

/// <summary>On the real PostgreSQL: what is stored equals a recomputation from the events.</summary>
public sealed class PriceFoldTests(PostgresFixture fixture)
{
    private static readonly DateTime Now = new(2026, 3, 1, 14, 30, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Apply_AnyOrderAndAnyBatches_EqualsTheRecomputation()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        for (var run = 0; run < 5; run++)
        {
            var random = new Random(seed + run);
            await using var database = await fixture.CreateTerminalDatabaseAsync();
            using var prices = new TestPrices(database.ConnectionString);
            var quotes = new RandomPrices(random, Now).Quotes(1_500);

            random.Shuffle(quotes);
            for (var from = 0; from < quotes.Length;)
            {
                var size = random.Next(4) == 0 ? random.Next(1, 600) : random.Next(1, 60);
                prices.Write(quotes.Skip(from).Take(size));
                from += size;
            }

            await AssertStoredAsync(prices, PricedFeeds.Quotes, [.. quotes.Select(quote => PricePoint.Of(quote)!.Value)]);
        }
    }

    [Fact]
    public async Task Apply_VolumesThatAreNotWhole_AddUpInAnyOrder()
    {
        var random = new Random(5);
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var prices = new TestPrices(database.ConnectionString);
        var ticks = new RandomPrices(random, Now).Ticks(600, "SP500", "STOXX600");

        random.Shuffle(ticks);
        ticks.Chunk(70).ToList().ForEach(batch => prices.Write(PricedFeeds.Indices, batch));

        await AssertStoredAsync(prices, PricedFeeds.Indices, [.. ticks.Select(tick => PricePoint.Of(tick)!.Value)]);
    }

    [Fact]
    public async Task Apply_TwoSymbolsInOneMinute_GivesTwoCandles()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var prices = new TestPrices(database.ConnectionString);

        prices.Write(PricedFeeds.Crypto, Tick("BTC-USD", 87_000, 1), Tick("ETH-USD", 3_000, 2), Tick("BTC-USD", 87_010, 3));

        var rows = await CandlesAsync(prices);
        Assert.Equal(
            [("crypto", "BTC-USD", 87_000m, 87_010m, 2L), ("crypto", "ETH-USD", 3_000m, 3_000m, 1L)],
            rows.Select(row => (row.Feed, row.Symbol, row.Open, row.Close, row.TickCount)));
        Assert.All(rows, row => Assert.Equal((0m, 0m), (row.Volume, row.Notional)));
    }

    [Fact]
    public async Task Apply_OneSymbolInTwoFeedsAndAtTwoVenues_NeverMixes()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var prices = new TestPrices(database.ConnectionString);

        prices.Write(PricedFeeds.Crypto, Tick("GOLD", 1, 1));
        prices.Write(PricedFeeds.Indices, Tick("GOLD", 2, 1));
        prices.Write(Step(CommodityEventKind.PriceTick, "GOLD", 3, 1));
        prices.Write(Quote("GOLD", "NYSE", 4, 1), Quote("GOLD", "BATS", 5, 2));

        (string, string, decimal)[] expected =
            [("commodities", "", 3), ("crypto", "", 1), ("indices", "", 2), ("quotes", "BATS", 5), ("quotes", "NYSE", 4)];
        Assert.Equal(expected, (await CandlesAsync(prices)).Select(row => (row.Feed, row.Venue, row.Close)));
        Assert.Equal(expected, (await LatestAsync(prices)).Select(row => (row.Feed, row.Venue, row.Price)));
    }

    [Fact]
    public async Task Apply_FiveMinuteStepsOfLastDecember_LandInLastDecember()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var prices = new TestPrices(database.ConnectionString);
        var start = new DateTime(2025, 12, 1, 9, 30, 0, DateTimeKind.Utc);

        prices.Write(PricedFeeds.Indices,
            Enumerable.Range(0, 50).Select(i => Tick("SP500", 6_000 + i, i) with { EventTime = start.AddMinutes(5 * i) }));

        var rows = await CandlesAsync(prices);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (start.AddMinutes(5 * i), 6_000m + i)),
            rows.Select(row => (row.Bucket, row.Close)));
        Assert.Equal(start.AddMinutes(245), Assert.Single(await LatestAsync(prices)).EventTime);
    }

    [Fact]
    public async Task Apply_Commodities_TicksAndMarksHavePricesAndOnlyTicksVolume()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var prices = new TestPrices(database.ConnectionString);

        prices.Write(
            Step(CommodityEventKind.PriceTick, "OIL", 100, 1), Step(CommodityEventKind.TradeOpened, "OIL", 500, 2),
            Step(CommodityEventKind.TradeMarked, "OIL", 102, 3), Step(CommodityEventKind.TradeClosed, "OIL", 1, 4));
        prices.Write(Step(CommodityEventKind.TradeOpened, "WHEAT", 90, 5));

        var row = Assert.Single(await CandlesAsync(prices));
        Assert.Equal((100m, 102m, 100m, 102m, 7m, 700m, 2L),
            (row.Open, row.High, row.Low, row.Close, row.Volume, row.Notional, row.TickCount));
        Assert.Equal(102, Assert.Single(await LatestAsync(prices)).Price);
    }

    [Fact]
    public async Task Apply_Latest_CarriesWhatTheEventSays()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var prices = new TestPrices(database.ConnectionString);

        prices.Write(PricedFeeds.Crypto, Tick("BTC-USD", 87_001.5m, 2) with { Origin = PriceOrigin.Jittered, RealAt = Now.AddSeconds(-9) });
        prices.Write(Quote("AAPL", "NYSE", 175.5m, 2));
        prices.Write(PricedFeeds.Crypto, Tick("BTC-USD", 1, 1) with { EventTime = Now.AddSeconds(-1), Origin = PriceOrigin.Real });

        var rows = await LatestAsync(prices);
        Assert.Equal(("jittered", Now.AddSeconds(-9), 87_001.5m, (decimal?)null),
            (rows[0].Origin, rows[0].RealAt!.Value, rows[0].Price, rows[0].Bid));
        Assert.Equal(
            ("unstated", 175.4m, 175.6m, 300m, 400m, 50m),
            (rows[1].Origin, rows[1].Bid!.Value, rows[1].Ask!.Value, rows[1].BidSize!.Value, rows[1].AskSize!.Value, rows[1].Volume));
    }

    private static async Task AssertStoredAsync(TestPrices prices, string feed, IReadOnlyCollection<PricePoint> points)
    {
        var expected = points
            .GroupBy(p => (p.Symbol, p.Venue))
            .SelectMany(
                group => RandomPrices.Candles(Interval.Minute, group).Select(candle => (feed, group.Key.Symbol, group.Key.Venue, candle)))
            .OrderBy(row => row.Symbol, StringComparer.Ordinal).ThenBy(row => row.Venue, StringComparer.Ordinal)
                .ThenBy(row => row.candle.Time);
        Assert.Equal(expected, (await CandlesAsync(prices)).Select(row => (
            row.Feed, row.Symbol, row.Venue,
            new Candle(row.Bucket, row.Open, row.High, row.Low, row.Close, row.Volume, row.Notional, row.TickCount))));

        var newest = points
            .GroupBy(p => (p.Symbol, p.Venue))
            .Select(group => group.OrderBy(p => p.Mark.At).ThenBy(p => p.Mark.Partition).ThenBy(p => p.Mark.Offset).Last())
            .OrderBy(p => p.Symbol, StringComparer.Ordinal).ThenBy(p => p.Venue, StringComparer.Ordinal);
        Assert.Equal(
            newest.Select(p => (p.Symbol, p.Venue, p.Mark, p.Bid, p.Ask, p.BidSize, p.AskSize, p.Volume)),
            (await LatestAsync(prices)).Select(row => (
                row.Symbol, row.Venue, new PriceMark(row.Price, row.EventTime, row.SourcePartition, row.SourceOffset),
                row.Bid, row.Ask, row.BidSize, row.AskSize, row.Volume)));
    }

    private static async Task<List<FeedCandleRow>> CandlesAsync(TestPrices prices)
    {
        await using var database = prices.Databases.CreateDbContext();
        var rows = await database.FeedCandles.AsNoTracking().ToListAsync();
        return [.. rows.OrderBy(row => row.Feed, StringComparer.Ordinal).ThenBy(row => row.Symbol, StringComparer.Ordinal)
            .ThenBy(row => row.Venue, StringComparer.Ordinal).ThenBy(row => row.Bucket)];
    }

    private static async Task<List<LatestPriceRow>> LatestAsync(TestPrices prices)
    {
        await using var database = prices.Databases.CreateDbContext();
        var rows = await database.LatestPrices.AsNoTracking().ToListAsync();
        return [.. rows.OrderBy(row => row.Feed, StringComparer.Ordinal).ThenBy(row => row.Symbol, StringComparer.Ordinal)
            .ThenBy(row => row.Venue, StringComparer.Ordinal)];
    }

    private static Tick Tick(string symbol, decimal price, long offset) =>
        new(symbol, price, 0, PriceOrigin.Unstated, null, Now, 0, offset);

    private static Quote Quote(string symbol, string venue, decimal price, long offset) =>
        new(symbol, venue, price, price - 0.1m, price + 0.1m, 300, 400, 50, Now, 0, offset);

    private static CommodityEvent Step(CommodityEventKind kind, string commodity, decimal price, long offset) =>
        new(kind, commodity, price, 7, null, PositionType.Long, 1, price, null, null, null, Now, 0, offset);
}
