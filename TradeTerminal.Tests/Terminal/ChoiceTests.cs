using Bunit;
using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.Charts;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Settings;
using TradeTerminal.Terminal;
using TradeTerminal.Terminal.ChartTools;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Terminal;

/// <summary>The small controls of the candles' panel, and the notice about a wrong address.</summary>
public sealed class ChoiceTests : BunitContext
{
    [Fact]
    public void IntervalPicker_Click_ChoosesTheInterval()
    {
        Interval? chosen = null;
        var picker = Render<IntervalPicker>(parameters => parameters
            .Add(it => it.Chosen, Interval.Minute).Add(it => it.OnChoose, interval => chosen = interval));

        Assert.Equal("1m", picker.Find("[aria-pressed=true]").TextContent);
        Assert.Equal(["1s", "5s", "1m", "5m", "15m", "1h"], picker.FindAll("button").Select(button => button.TextContent));
        picker.Find("[data-testid='interval-15m']").Click();

        Assert.Equal("15m", chosen!.Name);
    }

    [Theory]
    [InlineData("45S", "45s", null)]
    [InlineData(" 3m ", "3m", null)]
    [InlineData("60s", "1m", null)]
    [InlineData("7m", null, "such as 45s, 3m or 2h")]
    public void IntervalPicker_Typed_ChoosesItOrSaysWhyNot(string typed, string? expected, string? problem)
    {
        Interval? chosen = null;
        var picker = Render<IntervalPicker>(parameters => parameters
            .Add(it => it.Chosen, Interval.Second).Add(it => it.OnChoose, interval => chosen = interval));

        picker.Find("[data-testid=interval-typed]").Change(typed);

        Assert.Equal(expected, chosen?.Name);
        Assert.Equal(problem is null, picker.FindAll("[role=alert]").Count == 0);
        Assert.Contains(problem ?? "", picker.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void IntervalPicker_TypedOneChosen_IsShown()
    {
        Assert.True(Interval.TryParse("3m", out var interval));

        var picker = Render<IntervalPicker>(parameters => parameters.Add(it => it.Chosen, interval));

        Assert.Equal("3m", picker.Find("[data-testid=interval-typed]").GetAttribute("value"));
        Assert.Empty(picker.FindAll("[aria-pressed=true]"));
    }

    [Fact]
    public void OverlayPicker_Changed_ChoosesThem()
    {
        var shown = ChartOverlays.Parse("ma20").Overlays;
        var chosen = shown;
        var picker = Render<OverlayPicker>(parameters => parameters
            .Add(it => it.Chosen, shown).Add(it => it.OnChange, change => chosen = change(shown)));

        picker.Find("[data-testid=overlay-vwap]").Change(true);
        Assert.Equal("vwap,ma20", chosen.Key);
        picker.Find("[data-testid=overlay-ma50]").Change(true);
        Assert.Equal("ma20,ma50", chosen.Key);
        picker.Find("[data-testid=overlay-ma20]").Change(false);
        Assert.Equal("", chosen.Key);
        picker.Find("[data-testid=overlay-length-20]").Change("700");
        Assert.Equal("ma500", chosen.Key);
    }

    [Fact]
    public void SincePicker_Changed_ChoosesTheMoment()
    {
        var clock = new ScreenClock();
        Services.AddSingleton<TimeProvider>(clock);
        DateTime? chosen = null;
        var picker = Render<SincePicker>(
            parameters => parameters.Add(it => it.Chosen, null).Add(it => it.OnChoose, since => chosen = since));

        picker.Find("[data-testid=compare]").Click();
        Assert.Equal(clock.UtcNow.AddMinutes(-5), chosen);
        picker.Render(parameters => parameters.Add(it => it.Chosen, chosen));
        picker.Find("[data-testid=compare-since]").Change("2026-03-01T09:00");
        Assert.Equal(new DateTime(2026, 3, 1, 9, 0, 0, DateTimeKind.Utc), chosen);
        picker.Find("[data-testid=compare]").Click();
        Assert.Null(chosen);
    }

    [Fact]
    public void SincePicker_ZoneChosen_ShowsAndTakesItsTimes()
    {
        Services.AddSingleton<TimeProvider>(new ScreenClock());
        DateTime? chosen = new DateTime(2026, 3, 1, 9, 0, 0, DateTimeKind.Utc);
        var picker = Render<SincePicker>(parameters => parameters
            .Add(it => it.Chosen, chosen).Add(it => it.OnChoose, since => chosen = since)
            .AddCascadingValue(Viewer.Of(ViewerSettings.Default.With(Setting.Zone, "Europe/Berlin"))));

        Assert.Equal("2026-03-01T10:00:00", picker.Find("input").GetAttribute("value"));
        picker.Find("input").Change("2026-07-01T10:00");

        Assert.Equal(new DateTime(2026, 7, 1, 8, 0, 0, DateTimeKind.Utc), chosen);
    }

    [Fact]
    public void ViewProblems_Wrong_NamesItAndOffersTheRest()
    {
        var view = TerminalView.Parse("AAPL", null, "7m");
        var notice = Render<ViewProblems>(parameters => parameters.Add(it => it.Problems, view.Problems).Add(it => it.Uri, view.Uri));

        Assert.Contains("“7m”", notice.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("/?tickers=AAPL", notice.Find("a").GetAttribute("href"));
    }

    [Fact]
    public void ViewProblems_None_IsNotThere() =>
        Assert.Empty(Render<ViewProblems>(parameters => parameters.Add(it => it.Problems, []).Add(it => it.Uri, "/")).Markup.Trim());
}
