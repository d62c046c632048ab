using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Positions;
using TradeTerminal.Positions.Day;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Screens;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Positions.Day;

public sealed class PnlDayPanelTests(PostgresFixture fixture) : ScreenContext
{
    private PositionsView _view = PositionsView.All;

    [Fact]
    public async Task Render_BothBooks_AreLinesAndTableWithTheFiguresOfThePage()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var databases = new TerminalDatabase(() => database.ConnectionString);
        await using var book = new PositionBook(database.ConnectionString);
        var at = Clock.UtcNow.AddHours(-1);
        var first = PositionBook.Open("1", PositionType.Long, 100, 50, at: at);
        book.Add(first, PositionBook.Open("2", PositionType.Short, 10, 50, "GOLD", at));
        book.Add(PositionBook.Close(first, 52, at.AddMinutes(1)));
        book.Report(PositionBook.Report("TRADER_001", "AAPL", 100, 200, -60, at));
        await book.PriceAsync("commodities", "GOLD", "", 51, at);
        await book.PriceAsync("quotes", "AAPL", "NYSE", 201.5m, at);
        await using var board = await TestBoard.StartAsync(database.ConnectionString, Market.Updates, Clock);
        Services.AddSingleton(board.Board);
        Services.AddSingleton<IDbContextFactory<TerminalDbContext>>(databases);

        var panel = Render<PnlDayPanel>(parameters => parameters.Add(it => it.View, _view).Add(it => it.OnChange, change => _view = change(_view)));

        await ShowsAsync(panel, "All+190.00", "GOLD−10.00", "OIL+200.00");
        // Candles are none, so that nothing is unrealized until now, where the newest prices are.
        await PressAsync(panel, "pnl-day-show-table");
        var rows = panel.FindAll("[data-testid=pnl-day-table] tbody tr");
        Assert.Equal(["+190.00", "−10.00", "+200.00"], rows[0].QuerySelectorAll("td").Select(cell => cell.TextContent));
        Assert.Equal(["+200.00", "0.00", "+200.00"], rows[1].QuerySelectorAll("td").Select(cell => cell.TextContent));
        Assert.Equal("true", panel.Find("[data-testid=pnl-day-show-table]").GetAttribute("aria-pressed"));
        await PressAsync(panel, "pnl-day-show-table");

        await PressAsync(panel, "pnl-day-traders");
        await ShowsAsync(panel, "All+150.00", "TRADER_001+150.00");

        await PressAsync(panel, "pnl-day-yesterday");
        await EventuallyAsync(panel, () => panel.FindAll(".nothing").SingleOrDefault()?.TextContent == "Nothing is stored of that day.");
        Assert.Contains("the day before", panel.Markup, StringComparison.Ordinal);
        Assert.Equal("/positions?pnl=traders,yesterday", _view.Uri);
    }

    /// <summary>The address has it, and what comes of the address is shown.</summary>
    private async Task PressAsync(IRenderedComponent<PnlDayPanel> panel, string hook)
    {
        await panel.Find($"[data-testid={hook}]").ClickAsync(new());
        var text = new Uri(new Uri("http://x"), _view.Uri).Query;
        var day = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(text).GetValueOrDefault("pnl").ToString();
        panel.Render(parameters => parameters.Add(it => it.View, PositionsView.Parse(null, null, null, null, day)));
    }

    private Task ShowsAsync(IRenderedComponent<PnlDayPanel> panel, params string[] lines) => EventuallyAsync(
        panel,
        () => panel.FindAll(".legend li")
            .Select(line => string.Concat(line.TextContent.Where(letter => !char.IsWhiteSpace(letter)))).SequenceEqual(lines));

    private Task EventuallyAsync(IRenderedComponent<PnlDayPanel> panel, Func<bool> isTrue) => Eventually.TrueAsync(
        () =>
        {
            Clock.Advance(TimeSpan.FromSeconds(2));
            Market.Updates.Wake();
            return isTrue();
        },
        () => panel.Markup);
}
