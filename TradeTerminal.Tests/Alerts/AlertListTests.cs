using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.Alerts;
using TradeTerminal.Alerts.Data;
using TradeTerminal.Controls;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Screens;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Alerts;

public sealed class AlertListTests(PostgresFixture postgres) : AlertScreen(postgres)
{
    private readonly AlertRow _move = TestAlerts.PriceMove("AAPL", ScreenClock.Start.AddSeconds(-5));
    private readonly AlertRow _risk = TestAlerts.Risk("TRADER_001", ScreenClock.Start.AddSeconds(-65));
    private AlertView _view = AlertView.All;

    [Fact]
    public void Render_None_SaysTheNextStep()
    {
        var list = List();

        Assert.Equal("No alerts yet", list.Find("[data-testid=alerts-list] .title").TextContent);
        Assert.Equal("/producer", list.Find(".step a").GetAttribute("href"));
        Assert.True(list.Find("[data-testid=alerts-acknowledge-all]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Render_Alerts_ToldByShapeWordAndArrow()
    {
        await RaiseAsync(_move, _risk);

        var row = List().Find($"[data-testid=alert-{_move.AlertId}]");

        Assert.Equal("◈ significant", row.QuerySelector("td.severity .word")!.TextContent.Trim());
        Assert.Equal("price move", row.QuerySelector(".kind")!.TextContent);
        Assert.Equal("AAPL ▲", row.QuerySelector("td.about")!.TextContent);
        Assert.Equal("14:29:55", row.QuerySelector("td.time")!.TextContent);
        Assert.Equal("7.0 s", row.QuerySelector("td.age")!.TextContent);
        Assert.Equal($"/alerts?alert={_move.AlertId}", row.QuerySelector("td.message a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Board_NewAlert_AppearsOnTop()
    {
        await RaiseAsync(_risk);
        var list = List();

        await RaiseAsync(_move);

        list.WaitForAssertion(() => Assert.Equal([_move.AlertId, _risk.AlertId], Ids(list)), Limit);
    }

    [Fact]
    public async Task Board_NewAlertWhileHovered_WaitsAndIsCounted()
    {
        await RaiseAsync(_risk);
        var list = List();
        list.Find(".held-rows").PointerEnter(new PointerEventArgs { PointerType = "mouse" });

        await RaiseAsync(_move);

        list.WaitForAssertion(() => Assert.Equal("1 new", list.Find(".held").TextContent), Limit);
        Assert.Equal([_risk.AlertId], Ids(list));
        list.Find(".held-rows").PointerLeave(new PointerEventArgs());
        Assert.Equal([_move.AlertId, _risk.AlertId], Ids(list));
    }

    [Fact]
    public async Task Board_NewAlertWhileTheKeyboardIsOnARow_WaitsUntilItHasGone()
    {
        await RaiseAsync(_risk);
        var list = List();
        await list.FindComponent<HeldRows>().Instance.SeeAsync(isScrolled: false, isFocused: true, fitting: 0);

        await RaiseAsync(_move);

        list.WaitForAssertion(() => Assert.Equal("1 new", list.Find(".held").TextContent), Limit);
        Assert.Equal([_risk.AlertId], Ids(list));
        await list.FindComponent<HeldRows>().Instance.SeeAsync(isScrolled: false, isFocused: false, fitting: 0);
        list.WaitForAssertion(() => Assert.Equal([_move.AlertId, _risk.AlertId], Ids(list)), Limit);
    }

    [Fact]
    public async Task Acknowledge_One_IsStoredAndShown()
    {
        await RaiseAsync(_move, _risk);
        var list = List();

        await list.Find($"[data-testid=alert-{_move.AlertId}] [data-testid=alert-acknowledge]").ClickAsync(new MouseEventArgs());
        await Eventually.TrueAsync(() => Board.Current.Newest.Count(alert => alert.AcknowledgedAt is null) == 1,
            () => "it is acknowledged");
        Market.Updates.Wake();

        list.WaitForAssertion(() => Assert.Equal("✓ acknowledged", list.Find($"[data-testid=alert-{_move.AlertId}] .acknowledged").TextContent), Limit);
        Assert.NotNull((await Databases.FindAsync(_move.AlertId)).AcknowledgedAt);
        Assert.Null((await Databases.FindAsync(_risk.AlertId)).AcknowledgedAt);
    }

    [Fact]
    public async Task AcknowledgeAll_Filtered_TakesOnlyThoseShown()
    {
        await RaiseAsync(_move, _risk);
        var list = List(AlertView.All with { Kind = "risk" });
        Assert.Equal("Acknowledge 1", list.Find("[data-testid=alerts-acknowledge-all]").TextContent.Trim());

        await list.Find("[data-testid=alerts-acknowledge-all]").ClickAsync(new MouseEventArgs());

        Assert.NotNull((await Databases.FindAsync(_risk.AlertId)).AcknowledgedAt);
        Assert.Null((await Databases.FindAsync(_move.AlertId)).AcknowledgedAt);
    }

    [Fact]
    public async Task Undo_AfterAll_TakesBackWhatWasAcknowledgedHereAlone()
    {
        await RaiseAsync(_move, _risk);
        await Services.GetRequiredService<AlertDesk>().AcknowledgeAsync([_risk.AlertId], CancellationToken.None);
        await Eventually.TrueAsync(() => Board.Current.CountOpen(Clock.UtcNow) == 1, () => "one is acknowledged by somebody else");
        Clock.Advance(TimeSpan.FromSeconds(1));
        var list = List();

        await list.Find("[data-testid=alerts-acknowledge-all]").ClickAsync(new MouseEventArgs());
        list.WaitForAssertion(() => list.Find("[data-testid=alerts-undo]"), Limit);
        Assert.NotNull((await Databases.FindAsync(_move.AlertId)).AcknowledgedAt);
        await list.Find("[data-testid=alerts-undo]").ClickAsync(new MouseEventArgs());

        list.WaitForAssertion(() => Assert.Empty(list.FindAll("[data-testid=alerts-undo]")), Limit);
        Assert.Null((await Databases.FindAsync(_move.AlertId)).AcknowledgedAt);
        Assert.NotNull((await Databases.FindAsync(_risk.AlertId)).AcknowledgedAt);
    }

    [Theory]
    [InlineData("15", 15)]
    [InlineData("60", 60)]
    [InlineData("today", 570)]
    public async Task Snooze_Chosen_IsStoredAndCanBeEnded(string choice, int minutes)
    {
        await RaiseAsync(_move);
        var list = List();
        var until = choice == "today" ? ScreenClock.Start.AddMinutes(minutes) : Clock.UtcNow.AddMinutes(minutes);

        await list.Find("[data-testid=alert-snooze]").ChangeAsync(new ChangeEventArgs { Value = choice });
        await Eventually.TrueAsync(() => Board.Current.Snoozes.Length == 1, () => "it is snoozed");
        Assert.Equal(
            ("price_move", "AAPL", "significant", until),
            Board.Current.Snoozes.Select(snooze => (snooze.Kind, snooze.Symbol, snooze.Severity, snooze.Until)).Single());
        Assert.Equal(0, Board.Current.CountOpen(Clock.UtcNow));
        Market.Updates.Wake();
        // What is snoozed is not acknowledged with the rest.
        list.WaitForAssertion(() => Assert.True(list.Find("[data-testid=alerts-acknowledge-all]").HasAttribute("disabled")), Limit);

        list.WaitForAssertion(() => list.Find("[data-testid=alert-wake]"), Limit);
        await list.Find("[data-testid=alert-wake]").ClickAsync(new MouseEventArgs());
        await Eventually.TrueAsync(() => Board.Current.Snoozes.IsEmpty, () => "it is awake");
    }

    [Theory]
    [InlineData("alerts-kind", "risk", "/alerts?kind=risk")]
    [InlineData("alerts-symbol", "AAPL", "/alerts?symbol=AAPL")]
    [InlineData("alerts-severity", "moderate", "/alerts?severity=moderate")]
    public async Task Filter_Chosen_ChangesTheView(string testId, string value, string uri)
    {
        await RaiseAsync(_move, _risk);

        List().Find($"[data-testid={testId}]").Change(value);

        Assert.Equal(uri, _view.Uri);
    }

    [Fact]
    public async Task ToAcknowledge_Clicked_ChangesTheView()
    {
        await RaiseAsync(_move);

        List(AlertView.All with { Kind = "price_move" }).Find("[data-testid=alerts-open]").Click();

        Assert.Equal("/alerts?kind=price_move&open=true", _view.Uri);
    }

    [Fact]
    public async Task Filter_NothingFits_OffersAll()
    {
        await RaiseAsync(_move);

        var list = List(AlertView.All with { Severity = "extreme" });

        Assert.Equal("No alert fits the choice", list.Find(".title").TextContent);
        Assert.Equal("/alerts", list.Find(".step a").GetAttribute("href"));
    }

    private IRenderedComponent<AlertList> List(AlertView? view = null)
    {
        _view = view ?? AlertView.All;
        return Render<AlertList>(
            parameters => parameters.Add(list => list.View, _view).Add(list => list.OnChange, change => _view = change(_view)));
    }

    private static IEnumerable<Guid> Ids(IRenderedComponent<AlertList> list) =>
        list.FindAll("tbody tr").Select(row => Guid.Parse(row.GetAttribute("data-testid")!["alert-".Length..]));
}
