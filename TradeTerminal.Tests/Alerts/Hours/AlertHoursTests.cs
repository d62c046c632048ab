using Bunit;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Alerts;
using TradeTerminal.Alerts.Hours;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Alerts.Hours;

public sealed class AlertHoursTests(PostgresFixture postgres) : AlertScreen(postgres)
{
    [Fact]
    public async Task Page_AlertsOfTwoDays_CountsTodaysByHourAndKindWithTheDayBefore()
    {
        // 14:30 UTC on the screens' clock.
        var noon = Clock.UtcNow.Date.AddHours(12);
        await RaiseAsync(
            TestAlerts.PriceMove("AAPL", noon), TestAlerts.PriceMove("MSFT", noon.AddMinutes(59)), TestAlerts.Risk("TRADER_001", noon),
            TestAlerts.PriceMove("AAPL", noon.AddHours(2)), TestAlerts.PriceMove("AAPL", noon.AddDays(-1)),
            TestAlerts.PriceMove("AAPL", noon.AddDays(-2)));

        var page = Render<AlertsPage>();

        await ShowsAsync(page, "price move 3", "risk 1");
        await page.Find("[data-testid=alert-hours-show-table]").ClickAsync(new());
        Assert.Equal(["12", "2", "0", "1", "0", "0", "0", "3", "1"], Row(page, "tr[data-hour='12']"));
        Assert.Equal(["14", "1", "0", "0", "0", "0", "0", "1", "0"], Row(page, "tr[data-hour='14']"));
        Assert.Equal(["Sum", "3", "0", "1", "0", "0", "0", "4", "1"], Row(page, "tfoot tr"));
        await using var database = await Databases.CreateDbContextAsync();
        Assert.Equal(4, await database.Alerts.CountAsync(alert => alert.DetectedAt >= Clock.UtcNow.Date));

        await page.Find("[data-testid=alert-hours-risk]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-testid=alerts-list] tbody tr")), Limit);
        Assert.Equal("true", page.Find("[data-testid=alert-hours-risk]").GetAttribute("aria-pressed"));
    }

    [Fact]
    public async Task Panel_ASymbol_CountsItsOwn()
    {
        await RaiseAsync(
            TestAlerts.PriceMove("AAPL", Clock.UtcNow), TestAlerts.PriceMove("MSFT", Clock.UtcNow),
            TestAlerts.PriceMove("MSFT", Clock.UtcNow, "moderate"));

        var panel = Render<AlertHoursPanel>(parameters => parameters
            .Add(hours => hours.View, AlertView.All with { Symbol = "MSFT", Severity = "moderate" }));

        await ShowsAsync(panel, "price move 1");
    }

    private Task ShowsAsync<TComponent>(IRenderedComponent<TComponent> page, params string[] kinds)
        where TComponent : Microsoft.AspNetCore.Components.IComponent => Eventually.TrueAsync(
            () =>
            {
                Clock.Advance(TimeSpan.FromSeconds(2));
                Market.Updates.Wake();
                return page.FindAll(".kinds li").Select(kind => kind.TextContent.Trim()).SequenceEqual(kinds);
            },
            () => page.Markup);

    private static IEnumerable<string> Row(IRenderedComponent<AlertsPage> page, string row) =>
        page.Find($"[data-testid=alert-hours-table] {row}").Children.Select(cell => cell.TextContent);
}
