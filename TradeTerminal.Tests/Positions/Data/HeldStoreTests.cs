using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Market;
using TradeTerminal.Positions.Data;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Positions.Data;

public sealed class HeldStoreTests(PostgresFixture fixture)
{
    [Fact]
    public async Task Ask_Symbols_IsWhatTradersHoldOfThem()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        await using var book = new PositionBook(database.ConnectionString);
        book.Report(
            PositionBook.Report("Z", "AAPL", 5, 10, 0), PositionBook.Report("A", "MSFT", -5, 10, 0), PositionBook.Report("A", "AAPL", 1, 10, 0),
            PositionBook.Report("FLAT", "AAPL", 0, 10, 0), PositionBook.Report("OTHER", "IBM", 5, 10, 0));
        using var databases = new TerminalDatabase(() => database.ConnectionString);
        using var store = new HeldStore(
            databases, new MarketUpdates(NullLogger<MarketUpdates>.Instance), new TestClock(PositionBook.Noon), NullLogger<HeldStore>.Instance);

        var answer = await store.AskAsync("AAPL,MSFT", TestContext.Current.CancellationToken);

        Assert.Equal([("A", "MSFT", -5m), ("Z", "AAPL", 5m), ("A", "AAPL", 1m)], answer.Rows.Select(held => (held.Trader, held.Symbol, held.Size)));
    }

    /// <summary>Said for a minute after the last such pair: who holds both sides goes on reporting both.</summary>
    [Theory]
    [InlineData(59, true)]
    [InlineData(61, false)]
    public async Task Ask_BothSidesWithinASecond_AreSaidAndNotNetted(int later, bool isSaid)
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        await using var book = new PositionBook(database.ConnectionString);
        var at = PositionBook.Noon;
        book.Report(
            PositionBook.Report("HEDGE", "BTC", 10, 87_000, 0, at), PositionBook.Report("HEDGE", "BTC", -4, 88_000, 0, at.AddMilliseconds(500)),
            PositionBook.Report("HEDGE", "BTC", -4, 88_000, 0, at.AddMilliseconds(500).AddSeconds(later)));
        using var databases = new TerminalDatabase(() => database.ConnectionString);
        using var store = new HeldStore(
            databases, new MarketUpdates(NullLogger<MarketUpdates>.Instance), new TestClock(at), NullLogger<HeldStore>.Instance);

        var held = Assert.Single((await store.AskAsync("BTC", TestContext.Current.CancellationToken)).Rows);

        Assert.Equal((-4m, null, isSaid), (held.Size, held.Realized, held.IsOpposed));
    }
}
