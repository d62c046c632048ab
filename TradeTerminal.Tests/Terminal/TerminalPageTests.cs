using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.Terminal;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Terminal;

public sealed class TerminalPageTests : ScreenContext
{
    [Fact]
    public void Render_NoTrades_SaysTheNextStepAndFillsItselfLater()
    {
        var page = Render<TerminalPage>();
        Assert.Contains("Trades can't be shown now", page.Find(".at-tape").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindComponents<Stub<TradeTerminal.Terminal.Candles>>());

        Market.Show("AAPL", 190);

        page.WaitForAssertion(() => Assert.Single(page.FindComponents<Stub<TradeTerminal.Terminal.Candles>>()));
        Assert.Single(page.FindAll("[data-trade-id]"));
    }

    [Fact]
    public void Render_Url_ChoosesEverywhere()
    {
        Trade("AAPL", "MSFT", "TSLA");
        Go("/?tickers=AAPL,MSFT&chart=MSFT&interval=5s&overlays=ma20&since=2026-03-02T14:00:00Z");

        var page = Render<TerminalPage>();

        Assert.Equal(2, page.FindAll("[data-trade-id]").Count);
        Assert.Equal("2", page.Find("[data-testid=kpi-trades]").TextContent);
        var candles = page.FindComponent<Stub<TradeTerminal.Terminal.Candles>>().Instance.Parameters;
        Assert.Equal("MSFT", candles.Get(it => it.Instrument).Key);
        Assert.Equal("5s", candles.Get(it => it.Interval).Name);
        Assert.Equal("ma20", candles.Get(it => it.Overlays).Key);
        Assert.Equal(new DateTime(2026, 3, 2, 14, 0, 0, DateTimeKind.Utc),
            page.FindComponent<Stub<PriceLines>>().Instance.Parameters.Get(it => it.Since));
        Assert.Equal("AAPL,MSFT", page.FindComponent<Stub<PriceLines>>().Instance.Parameters.Get(it => it.Filter).Key);
        Assert.Equal("AAPL,MSFT", page.FindComponent<Stub<VolumeByTicker>>().Instance.Parameters.Get(it => it.Filter).Key);
    }

    [Fact]
    public void Render_AtAMoment_SaysSoAndEmptyingTheFieldGoesLive()
    {
        Trade("AAPL");
        Go("/?at=2026-03-01T10:30:00Z");

        var page = Render<TerminalPage>();

        Assert.Equal(new DateTime(2026, 3, 1, 10, 30, 0, DateTimeKind.Utc),
            page.FindComponent<Stub<TradeTerminal.Terminal.Candles>>().Instance.Parameters.Get(it => it.At));
        Assert.Equal("around 2026-03-01 10:30 UTC, not live", page.Find(".at-candles .says").TextContent);
        Assert.StartsWith("live, not at the moment", page.Find(".at-lines .says").TextContent, StringComparison.Ordinal);
        page.Find("[data-testid=goto]").Change("");
        Assert.EndsWith("/", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Interval_Clicked_IsInTheUrlWithTheRest()
    {
        Trade("AAPL", "MSFT");
        Go("/?tickers=MSFT");

        Render<TerminalPage>().Find("[data-testid='interval-5m']").Click();

        Assert.EndsWith("/?tickers=MSFT&interval=5m", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void ChartTicker_Chosen_IsInTheUrl()
    {
        Trade("AAPL", "MSFT");

        var page = Render<TerminalPage>();
        page.Find("[data-testid=chart-ticker]").Change("MSFT");

        // The search asks the database for its names first.
        page.WaitForAssertion(
            () => Assert.EndsWith("/?chart=MSFT", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/?tickers=none", "No ticker chosen")]
    [InlineData("/?tickers=ZZZZ", "No trades of ZZZZ yet")]
    [InlineData("/?chart=ZZZZ", "No trades of ZZZZ yet")]
    public void Render_NothingToDraw_SaysWhy(string uri, string title)
    {
        Trade("AAPL");
        Go(uri);

        var page = Render<TerminalPage>();

        page.WaitForAssertion(() => Assert.Equal(title, page.Find(".at-candles .empty .title").TextContent));
    }

    [Fact]
    public void Render_WrongUrl_IsNamedAndNoError()
    {
        Trade("AAPL");
        Go("/?interval=7m&chart=%3Cscript%3E");

        var page = Render<TerminalPage>();

        Assert.Contains("“<script>”", page.Find("[data-testid=view-problems]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("script"));
    }

    [Fact]
    public void ChartChoice_Clicked_ShowsThatChartOnSmallScreens()
    {
        var page = Render<TerminalPage>();

        page.FindAll(".which button")[2].Click();

        Assert.Equal("volume", page.Find(".desk").GetAttribute("data-shown"));
        Assert.Equal("Volume by ticker", page.Find(".which [aria-pressed=true]").TextContent);
    }

    private void Trade(params string[] tickers)
    {
        foreach (var ticker in tickers)
        {
            Market.Add(ticker, 100);
        }

        Market.Publish();
    }

    private void Go(string uri) => Services.GetRequiredService<NavigationManager>().NavigateTo(uri);
}
