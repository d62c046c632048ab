using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.Alerts;
using TradeTerminal.Alerts.Data;
using TradeTerminal.Ingest.Alerts.Outbox;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Screens;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Alerts;

public sealed class AlertsPageTests(PostgresFixture postgres) : AlertScreen(postgres)
{
    [Fact]
    public async Task Render_AlertInTheUrl_ShowsWhy()
    {
        var alert = TestAlerts.PriceMove("AAPL", ScreenClock.Start);
        await RaiseAsync(alert);
        Go($"/alerts?alert={alert.AlertId}");

        var page = Render<AlertsPage>();

        Assert.Contains("5.20 % > 5 %", page.Find("[data-testid=alert-condition]").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", page.Find($"[data-testid=alert-{alert.AlertId}]").GetAttribute("aria-current"));
    }

    /// <summary>The newest is explained until one is chosen, and stays so while others come; a row opens its own.</summary>
    [Fact]
    public async Task Render_NoneChosen_ExplainsTheNewestAndARowOpensAnother()
    {
        var (older, newest) = (TestAlerts.PriceMove("AAPL", ScreenClock.Start.AddMinutes(-2)), TestAlerts.PriceMove("MSFT", ScreenClock.Start.AddMinutes(-1)));
        await RaiseAsync(older);
        await RaiseAsync(newest);
        var page = Render<AlertsPage>();
        Assert.Equal("true", page.Find($"[data-testid=alert-{newest.AlertId}]").GetAttribute("aria-current"));
        page.Find("[data-testid=alert-condition]");

        await page.Find($"[data-testid=alert-{older.AlertId}]").ClickAsync(new MouseEventArgs());

        Assert.EndsWith($"/alerts?alert={older.AlertId}", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        page.WaitForAssertion(
            () => Assert.Equal("true", page.Find($"[data-testid=alert-{older.AlertId}]").GetAttribute("aria-current")), Limit);
    }

    [Fact]
    public async Task Render_OldAlertInTheUrl_IsFoundInTheDatabase()
    {
        var old = TestAlerts.PriceMove("AAPL", ScreenClock.Start.AddDays(-1));
        await Databases.AddAsync(old);
        Go($"/alerts?alert={old.AlertId}");

        var page = Render<AlertsPage>();

        page.WaitForAssertion(() => page.Find("[data-testid=alert-condition]"), Limit);
    }

    [Fact]
    public void Render_UnknownAlertInTheUrl_SaysSo()
    {
        Go($"/alerts?alert={Guid.NewGuid()}");

        var page = Render<AlertsPage>();

        page.WaitForAssertion(
            () => Assert.Contains("no such alert", page.Find("[data-testid=alert-why]").TextContent, StringComparison.Ordinal), Limit);
    }

    [Fact]
    public async Task Snoozes_WithSeverity_SayWhatPasses()
    {
        var alert = TestAlerts.Risk("TRADER_001", ScreenClock.Start, "warning");
        await RaiseAsync(alert);
        var desk = Services.GetRequiredService<AlertDesk>();
        await desk.SnoozeAsync("risk", "TRADER_001", alert.Severity, ScreenClock.Start.AddMinutes(15), CancellationToken.None);
        await Eventually.TrueAsync(() => Board.Current.Snoozes.Length == 1, () => "it is snoozed");

        Assert.Equal(
            "Snoozed: risk of TRADER_001 up to warning until 14:45 UTC. Graver ones pass.",
            Render<AlertsPage>().Find("[data-testid=alerts-snoozed]").TextContent);
    }

    [Fact]
    public void Outbox_Problem_IsShown()
    {
        Services.GetRequiredService<OutboxProblems>().Report("topic risk_alerts", "Local: Message timed out");

        Assert.Contains(
            "topic risk_alerts: Local: Message timed out", Render<AlertsPage>().Find(".notice").TextContent, StringComparison.Ordinal);
    }

    private void Go(string uri) => Services.GetRequiredService<NavigationManager>().NavigateTo(uri);
}
