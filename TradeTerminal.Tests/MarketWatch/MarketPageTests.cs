using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Ticks;
using TradeTerminal.MarketWatch;
using TradeTerminal.Terminal;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.MarketWatch;

/// <summary>The market's page, and what the terminal's page shows of other feeds than trades.</summary>
public sealed class MarketPageTests : ScreenContext
{
    [Fact]
    public void Render_NoPrices_SaysTheNextStepAndFillsItselfLater()
    {
        var page = Render<MarketPage>();
        Assert.Equal("No prices yet", page.Find(".empty .title").TextContent);
        Assert.Equal("/producer", page.Find(".empty a").GetAttribute("href"));

        Market.Show("AAPL", 190);

        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-testid=market-row-trades-AAPL]")));
    }

    [Fact]
    public void Render_Trades_FollowThem()
    {
        Market.Show("AAPL", 100);
        var page = Render<MarketPage>();

        Market.Show("AAPL", 110);

        page.WaitForAssertion(
            () => Assert.Contains("▲ +10.00 %", page.Find("[data-testid=market-row-trades-AAPL]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Choices_Made_AreInTheUrl()
    {
        Market.Show("AAPL", 100);
        var page = Render<MarketPage>();

        page.Find("[data-testid=market-feed-trades]").Click();
        Assert.Equal("/market?feeds=trades", Path);
        page.Find("[data-testid=market-find]").Input("aap");
        Assert.EndsWith("find=aap", Path, StringComparison.Ordinal);
        page.Find("[data-testid=market-sort-last]").Click();
        Assert.EndsWith("sort=-last", Path, StringComparison.Ordinal);
        page.Find("[data-testid=market-feed-all]").Click();
        Assert.DoesNotContain("feeds", Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_NothingMatches_LeadsBack()
    {
        Market.Show("AAPL", 100);
        Go("/market?find=zzz&feeds=crypto");

        var page = Render<MarketPage>();

        Assert.Equal("/market", page.Find(".empty a").GetAttribute("href"));
        Assert.Equal("true", page.Find("[data-testid=market-feed-crypto]").GetAttribute("aria-pressed"));
    }

    [Fact]
    public void Pages_OtherFeeds_ShowThemAndDrawTheirCandles()
    {
        Market.Add(PricedFeeds.Quotes, PricePoint.Of(new Quote("AAPL", "NYSE", 175, 174.9m, 175.1m, 1, 2, 30, ScreenClock.Start, 0, 0)));
        Market.Add(PricedFeeds.Quotes, PricePoint.Of(new Quote("AAPL", "BATS", 176, 175.9m, 176.1m, 1, 2, 30, ScreenClock.Start, 0, 1)));
        Market.Add(PricedFeeds.Crypto,
            PricePoint.Of(new Tick("BTC-USD", 87_000.5m, 0, PriceOrigin.Synthetic, null, ScreenClock.Start, 0, 0)));
        Market.Publish();

        var market = Render<MarketPage>();
        Assert.Equal(
            ["market-row-quotes-AAPL-BATS", "market-row-quotes-AAPL-NYSE", "market-row-crypto-BTC-USD"],
            market.FindAll("[data-testid^=market-row-]").Select(row => row.GetAttribute("data-testid")));
        Assert.Equal("synthetic", market.Find(".origin").TextContent);

        Go("/?chart=crypto:btc-usd&interval=5s");
        var terminal = Render<TerminalPage>();
        var candles = terminal.FindComponent<Stub<TradeTerminal.Terminal.Candles>>().Instance.Parameters;
        Assert.Equal(("crypto:BTC-USD", "5s"), (candles.Get(it => it.Instrument).Key, candles.Get(it => it.Interval).Name));
        Assert.Equal("87,000.50", terminal.Find("[data-testid=chart-quote] .last").TextContent);
        terminal.Find("[data-testid=chart-ticker]").Input("a");
        Assert.Equal(
            ["Quotes: AAPL", "Quotes: AAPL · BATS", "Quotes: AAPL · NYSE"],
            terminal.FindAll(".at-candles [role=option]").Select(option => option.TextContent.Trim()));

        terminal.Find("[data-testid=chart-ticker]").Change("quotes:AAPL:NYSE");
        Assert.Equal("/?chart=quotes:AAPL:NYSE&interval=5s", Path);

        Go("/?chart=quotes:AAPL");
        // Both venues at the same instant: the later offset closes their common candle.
        Assert.Equal("176.00", Render<TerminalPage>().Find("[data-testid=chart-quote] .last").TextContent);
    }

    [Fact]
    public void Terminal_ChartOfAFeedWithoutPrices_SaysSo()
    {
        Go("/?chart=indices:SP500");

        var page = Render<TerminalPage>();

        page.WaitForAssertion(() => Assert.Equal("No prices of Indices: SP500 yet", page.Find(".at-candles .empty .title").TextContent));
    }

    private string Path => new Uri(Services.GetRequiredService<NavigationManager>().Uri).PathAndQuery;

    private void Go(string uri) => Services.GetRequiredService<NavigationManager>().NavigateTo(uri);
}
