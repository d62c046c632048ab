using Bunit;
using Microsoft.AspNetCore.Components;
using TradeTerminal.Settings;
using TradeTerminal.Terminal;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Live;

/// <summary>The rate a viewer has chosen, on a component that asks for none of its own.</summary>
public sealed class LiveComponentTests : ScreenContext
{
    [Fact]
    public void Wake_CalmAndTooEarly_IsNotDrawnYet()
    {
        Market.Show("AAPL", 1);
        var screen = Screen("calm");
        var kpis = screen.FindComponent<Kpis>();
        Market.Show("AAPL", 2);
        kpis.WaitForAssertion(() => Assert.Equal("2", kpis.Find("[data-testid=kpi-trades]").TextContent));
        var drawn = kpis.RenderCount;

        Clock.Advance(TimeSpan.FromSeconds(1));
        Market.Updates.Wake();

        Assert.Equal(drawn, kpis.RenderCount);
        // The last change is drawn all the same, when its time has come.
        Clock.Advance(TimeSpan.FromSeconds(1));
        kpis.WaitForAssertion(() => Assert.NotEqual(drawn, kpis.RenderCount));
    }

    [Fact]
    public void Wake_CalmAndTimeEnough_IsDrawn()
    {
        Market.Show("AAPL", 1);
        var kpis = Screen("calm").FindComponent<Kpis>();

        for (var trades = 2; trades < 5; trades++)
        {
            Market.Show("AAPL", trades);
            kpis.WaitForAssertion(() => Assert.Equal($"{trades}", kpis.Find("[data-testid=kpi-trades]").TextContent));
        }
    }

    private IRenderedComponent<CascadingValue<Viewer>> Screen(string rate) => Render<CascadingValue<Viewer>>(parameters => parameters
        .Add(it => it.Value, Viewer.Of(ViewerSettings.Default.With(Setting.Rate, rate)))
        .AddChildContent<Kpis>(kpis => kpis.Add(it => it.Filter, TradeTerminal.Market.TickerFilter.All)));
}
