using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Ticks;
using TradeTerminal.Instruments;
using TradeTerminal.Market;
using TradeTerminal.Market.Candles;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Instruments;

/// <summary>Figures of a symbol that is stored and that the screens do not hold.</summary>
public sealed class StoredDayTests(PostgresFixture fixture)
{
    private static readonly DateTime Today = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);
    private static readonly Instrument Index = new(PricedFeeds.Indices, "SP500");

    [Fact]
    public async Task Read_PricesOfTwoDays_HasTheDayAndTheCloseBefore()
    {
        var stored = await ReadAsync(
            Today.AddHours(14), (Today.AddHours(-3), 90), (Today.AddMinutes(-1), 100), (Today.AddHours(1), 105), (Today.AddHours(2), 98), (Today.AddHours(3), 101));

        Assert.Equal((101m, Today.AddHours(3), 100m), (stored!.Newest.Close, stored.Newest.Time, stored.PreviousClose));
        Assert.Equal((105m, 105m, 98m, 101m, 3L), (stored.Day!.Open, stored.Day.High, stored.Day.Low, stored.Day.Last, stored.Day.Count));
    }

    [Fact]
    public async Task Read_NoPriceToday_HasTheCloseBeforeAlone()
    {
        var stored = await ReadAsync(Today.AddHours(14), (Today.AddDays(-2), 90));

        Assert.Equal((90m, null, 90m), (stored!.Newest.Close, stored.Day, stored.PreviousClose));
    }

    [Fact]
    public async Task Read_Nothing_IsNull() => Assert.Null(await ReadAsync(Today));

    private async Task<StoredDay?> ReadAsync(DateTime now, params (DateTime At, decimal Price)[] prices)
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var written = new TestPrices(database.ConnectionString);
        written.Write(PricedFeeds.Indices, prices.Select((price, i) => new Tick("SP500", price.Price, 0, PriceOrigin.Unstated, null, price.At, 0, i)));
        return await StoredDay.ReadAsync(new CandleStore(written.Databases), Index, now, TestContext.Current.CancellationToken);
    }
}
