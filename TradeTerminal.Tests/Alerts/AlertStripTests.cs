using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.Alerts;
using TradeTerminal.Alerts.Data;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Screens;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Alerts;

public sealed class AlertStripTests(PostgresFixture postgres) : AlertScreen(postgres)
{
    [Fact]
    public void Render_None_SaysSoAndLeadsToAlerts()
    {
        var strip = Render<AlertStrip>();

        Assert.Contains("No alert to acknowledge", strip.Markup, StringComparison.Ordinal);
        Assert.Equal("/alerts", strip.Find("a.all").GetAttribute("href"));
        Assert.Empty(Render<AlertBadge>().FindAll("[data-testid=alerts-badge]"));
    }

    [Fact]
    public async Task Board_Alerts_ShowsTheNewestThreeOpenAndCountsAll()
    {
        var strip = Render<AlertStrip>();
        var badge = Render<AlertBadge>();
        var alerts = Enumerable.Range(0, 4).Select(i => TestAlerts.PriceMove($"T{i}", ScreenClock.Start.AddSeconds(i))).ToArray();

        await RaiseAsync(alerts);

        strip.WaitForAssertion(() => Assert.Equal(
            alerts.Reverse().Take(3).Select(alert => $"/alerts?alert={alert.AlertId}"), strip.FindAll(".some a")
                .Select(link => link.GetAttribute("href"))), Limit);
        Assert.Equal("4 to acknowledge", strip.Find("a.all").TextContent);
        Assert.Equal("/alerts?open=true", strip.Find("a.all").GetAttribute("href"));
        Assert.StartsWith("4 alerts to acknowledge; newest: T3", strip.Find("[role=status]").TextContent, StringComparison.Ordinal);
        badge.WaitForAssertion(() => Assert.Equal("4", badge.Find("[data-testid=alerts-badge]").TextContent), Limit);
    }

    [Fact]
    public async Task Board_NewAlertUnderThePointer_LeavesTheLinksWhereTheyAre()
    {
        var strip = Render<AlertStrip>();
        var (first, second) = (TestAlerts.PriceMove("T1", ScreenClock.Start), TestAlerts.PriceMove("T2", ScreenClock.Start.AddSeconds(1)));
        await RaiseAsync(first);
        strip.WaitForAssertion(() => Assert.Equal("1 to acknowledge", strip.Find("a.all").TextContent), Limit);
        strip.Find(".held-rows").PointerEnter(new PointerEventArgs { PointerType = "mouse" });

        await RaiseAsync(second);

        strip.WaitForAssertion(() => Assert.Equal("2 to acknowledge", strip.Find("a.all").TextContent), Limit);
        Assert.Equal([$"/alerts?alert={first.AlertId}"], strip.FindAll(".some a").Select(link => link.GetAttribute("href")));
        strip.Find(".held-rows").PointerLeave(new PointerEventArgs());
        Assert.Equal(2, strip.FindAll(".some a").Count);
    }

    [Fact]
    public async Task Board_SnoozedOrAcknowledged_AreNotToAcknowledge()
    {
        var (snoozed, noted, open) = (
            TestAlerts.PriceMove("SNZ", ScreenClock.Start), TestAlerts.PriceMove("ACK", ScreenClock.Start),
            TestAlerts.PriceMove("OPN", ScreenClock.Start));
        await RaiseAsync(snoozed, noted, open);
        var desk = Services.GetRequiredService<AlertDesk>();
        await desk.SnoozeAsync("price_move", "SNZ", null, Clock.UtcNow.AddMinutes(5), CancellationToken.None);
        await desk.AcknowledgeAsync([noted.AlertId], CancellationToken.None);
        await Eventually.TrueAsync(() => Board.Current.CountOpen(Clock.UtcNow) == 1, () => "one is open");

        var strip = Render<AlertStrip>();

        Assert.Equal([$"/alerts?alert={open.AlertId}"], strip.FindAll(".some a").Select(link => link.GetAttribute("href")));
        Assert.Equal(2, Board.Current.CountOpen(Clock.UtcNow.AddMinutes(6)));
    }

    [Theory]
    [InlineData("warning", 1)]
    [InlineData(null, 1)]
    [InlineData("daily_loss_limit", 0)]
    public async Task Board_GraverThanSnoozed_NeedsAttention(string? severity, int expected)
    {
        await RaiseAsync(TestAlerts.Risk("TRADER_001", ScreenClock.Start, "warning"));
        await Services.GetRequiredService<AlertDesk>()
            .SnoozeAsync("risk", "TRADER_001", severity, Clock.UtcNow.AddMinutes(5), CancellationToken.None);
        await Eventually.TrueAsync(() => Board.Current.CountOpen(Clock.UtcNow) == 0, () => "it is snoozed");

        await RaiseAsync(TestAlerts.Risk("TRADER_001", ScreenClock.Start.AddSeconds(1)));

        Assert.Equal(expected, Board.Current.CountOpen(Clock.UtcNow));
        Assert.Equal(expected, Render<AlertStrip>().FindAll(".some a").Count);
    }
}
