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
}
