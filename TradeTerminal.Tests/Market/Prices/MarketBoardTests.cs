using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Ticks;
using TradeTerminal.Market;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Market.Prices;

public sealed class MarketBoardTests(PostgresFixture fixture)
{
    private static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Current_StoredPrices_HaveTheirDayTheirClosesAndTheirRhythm()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var prices = new TestPrices(database.ConnectionString);
        prices.Write(PricedFeeds.Indices, Tick("SP500", 50, Noon.AddDays(-1), 0), Tick("SP500", 100, Noon.AddMinutes(-10), 1),
            Tick("SP500", 90, Noon.AddMinutes(-5), 2), Tick("SP500", 110, Noon, 3));
        prices.Write(PricedFeeds.Crypto, Enumerable.Range(0, 70).Select(i => Tick("BTC-USD", i, Noon.AddMinutes(i - 69), i)));
        prices.Write(Quote("AAPL", "NYSE", 170, 0), Quote("AAPL", "BATS", 171, 1));

        await using var board = await TestMarketBoard.StartAsync(prices.Databases, Updates(), new TestClock(Noon));
        await Eventually.TrueAsync(() => board.Board.Current.Prices.Length == 4, () => "The board has read the database.");

        var shown = board.Board.Current.Prices;
        Assert.Equal(
            ["quotes:AAPL:BATS", "quotes:AAPL:NYSE", "crypto:BTC-USD", "indices:SP500"], shown.Select(price => price.Instrument.Key));
        var index = shown[3];
        Assert.Equal(new SessionFigures(100, 110, 90, 110, 30, 3_000, 3), index.Session(Noon));
        Assert.Null(index.Session(Noon.AddDays(1)));
        Assert.Equal([50, 100, 90, 110], index.History.Closes);
        Assert.Equal(TimeSpan.FromMinutes(5), index.History.MedianGap);
        Assert.Equal(Enumerable.Range(10, 60).Select(i => (decimal)i), shown[2].History.Closes);
        Assert.Equal((169.9m, 170.1m), (shown[1].Latest.Bid!.Value, shown[1].Latest.Ask!.Value));
    }

    [Fact]
    public async Task Current_AfterTheLastChange_HasAllOfIt()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var prices = new TestPrices(database.ConnectionString);
        await using var board = await TestMarketBoard.StartAsync(prices.Databases, Updates(), new TestClock(Noon));

        for (var i = 0; i < 30; i++)
        {
            prices.Write(PricedFeeds.Crypto, Tick("ETH-USD", 3_000 + i, Noon.AddSeconds(i), i));
            board.Announce();
        }

        await Eventually.TrueAsync(
            () => board.Board.Current.Prices is [var eth] && eth.Latest.Price == 3_029 && eth.Session(Noon)?.Count == 30
                && eth.History.Closes is [3_029],
            () => $"The board has the last tick and its figures: {board.Board.Current}.");
    }

    private static MarketUpdates Updates() => new(NullLogger<MarketUpdates>.Instance);

    private static Tick Tick(string symbol, decimal price, DateTime at, long offset) =>
        new(symbol, price, symbol == "SP500" ? 10 : 0, PriceOrigin.Unstated, null, at, 0, offset);

    private static Quote Quote(string symbol, string venue, decimal price, long offset) =>
        new(symbol, venue, price, price - 0.1m, price + 0.1m, 300, 400, 50, Noon, 0, offset);
}
