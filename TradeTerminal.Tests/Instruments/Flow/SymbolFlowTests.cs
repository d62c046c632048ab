using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Alerts.Data;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Instruments.Flow;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Instruments.Flow;

public sealed class SymbolFlowTests(PostgresFixture fixture) : ScreenContext, IAsyncLifetime
{
    private TestDatabase _database = null!;
    private FlowIngest _orders = null!;
    private DatabaseStartup _startup = null!;
    private FlowBoard _board = null!;

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        _database = await fixture.CreateTerminalDatabaseAsync();
        _orders = new FlowIngest(_database.ConnectionString, Clock);
        _orders.Begin(0);
        _startup = new DatabaseStartup(_orders.Databases, NullLogger<DatabaseStartup>.Instance);
        _board = new FlowBoard(_orders.Changes, _orders.Databases, _startup, Market.Updates, Clock, NullLogger<FlowBoard>.Instance);
        Services.AddSingleton(_board);
        await _startup.StartAsync(CancellationToken.None);
        await _board.StartAsync(CancellationToken.None);
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _board.StopAsync(CancellationToken.None);
        await DisposeComponentsAsync();
        await DisposeAsync();
        _startup.Dispose();
        _orders.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Render_NoOrders_SaysSo()
    {
        _orders.Order(("MSFT", "BUY", 10, Clock.UtcNow));
        var panel = await ShowAsync("AAPL");

        Assert.Equal("No orders of AAPL", panel.Find(".empty .title").TextContent);
    }

    /// <summary>The figures are those of the alert that the newest order has raised, and of the rows.</summary>
    [Fact]
    public async Task Commit_Orders_AreFollowedAndAgreeWithTheRuleAndTheRows()
    {
        var now = Clock.UtcNow;
        _orders.Order(("AAPL", "SELL", 500, now.AddMinutes(-10)), ("MSFT", "SELL", 77, now));
        var panel = await ShowAsync("AAPL");
        Assert.Equal(("▲ 0", "▼ 500", "100.0 % sell", "1"), Figures(panel));
        Assert.Contains("is-old", panel.Find("[data-testid=order-flow]").ClassList);

        _orders.Order(("AAPL", "SELL", 3_000, now.AddSeconds(-20)), ("AAPL", "BUY", 7_000, now.AddSeconds(-10)), ("AAPL", "BUY", 11_000, now));
        await Eventually.TrueAsync(() => _board.Current.Of("AAPL")?.Orders == 3, () => "the board has them");
        Wake();

        panel.WaitForAssertion(() => Assert.Equal(("▲ 18,000", "▼ 3,000", "85.7 % buy", "3"), Figures(panel)));
        Assert.DoesNotContain("is-old", panel.Find("[data-testid=order-flow]").ClassList);
        await using var database = _orders.Databases.CreateDbContext();
        var alert = AlertFigures.Of(await database.Alerts.AsNoTracking().SingleAsync(row => row.Symbol == "AAPL"));
        Assert.Equal((18_000m, 3_000m, 3m), (alert.Number("bought"), alert.Number("sold"), alert.Number("orders")));
        var flow = _board.Current.Of("AAPL")!;
        Assert.Equal((alert.Time("windowFrom"), alert.Time("windowTo")), (flow.From, flow.At));
        Assert.Equal((18_000m, 3_500m, 4), (flow.Minutes.Sum(minute => minute.Bought), flow.Minutes.Sum(minute => minute.Sold), flow.Minutes.Sum(minute => minute.Orders)));
        Assert.Equal(21_500m, await _orders.AskAsync<decimal>("SELECT sum(quantity) FROM book_updates WHERE symbol = 'AAPL'"));
        Assert.Contains("70 % of more than 10,000", panel.Find("[data-testid=flow-rule]").TextContent, StringComparison.Ordinal);
    }

    /// <summary>Minutes that are over are kept as they were read until another begins, and orders of others are not read for.</summary>
    [Fact]
    public async Task Board_NextMinute_HasTheMinutesOfBefore()
    {
        var start = Interval.Minute.BucketOf(Clock.UtcNow).AddMinutes(-2);
        _orders.Order(("AAPL", "BUY", 5, start.AddSeconds(30)));
        using var look = _board.Open("AAPL");
        await Eventually.TrueAsync(() => _board.Current.Has("AAPL"), () => "the board has it");

        foreach (var (seconds, quantity) in new[] { (40, 6L), (70, 7L), (80, 8L) })
        {
            _orders.Order(("AAPL", "SELL", quantity, start.AddSeconds(seconds)));
            await Eventually.TrueAsync(() => _board.Current.Of("AAPL")!.At == start.AddSeconds(seconds), () => "the board has it");
        }

        Assert.Equal(
            [new FlowMinute(start, 5, 6, 2), new FlowMinute(start.AddMinutes(1), 0, 15, 2)], _board.Current.Of("AAPL")!.Minutes);
    }

    private async Task<IRenderedComponent<SymbolFlow>> ShowAsync(string symbol)
    {
        var panel = Render<SymbolFlow>(parameters => parameters.Add(it => it.Symbol, symbol));
        await Eventually.TrueAsync(() => _board.Current.Has(symbol), () => "the board has it");
        Wake();
        panel.WaitForElement("[data-testid=order-flow], .empty");
        return panel;
    }

    private void Wake()
    {
        Clock.Advance(TimeSpan.FromSeconds(2));
        Market.Updates.Wake();
    }

    private static (string, string, string, string) Figures(IRenderedComponent<SymbolFlow> panel) => (
        panel.Find("[data-testid=flow-bought]").TextContent, panel.Find("[data-testid=flow-sold]").TextContent,
        panel.Find("[data-testid=flow-imbalance]").TextContent, panel.Find("[data-testid=flow-orders]").TextContent);
}
