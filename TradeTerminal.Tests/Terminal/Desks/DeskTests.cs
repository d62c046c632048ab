using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Ticks;
using TradeTerminal.Settings;
using TradeTerminal.Terminal;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Terminal.Desks;

/// <summary>The Terminal page with several charts, and with its bars moved.</summary>
public sealed class DeskTests : ScreenContext
{
    public DeskTests()
    {
        foreach (var ticker in new[] { "AAPL", "MSFT", "TSLA" })
        {
            Market.Add(ticker, 100);
        }

        Market.Publish();
    }

    [Theory]
    [InlineData("/", "AAPL 1m")]
    [InlineData("/?layout=2", "AAPL 1m,MSFT 1m")]
    [InlineData("/?layout=4&charts=TSLA@5m,,MSFT@1s", "TSLA 5m,AAPL 1m,MSFT 1s")]
    public void Render_Layout_DrawsItsCharts(string uri, string drawn)
    {
        var page = Page(uri);

        Assert.Equal(drawn, string.Join(',', page.FindComponents<Stub<TradeTerminal.Terminal.Candles>>().Select(chart =>
            $"{chart.Instance.Parameters.Get(it => it.Instrument).Key} {chart.Instance.Parameters.Get(it => it.Interval).Name}")));
        Assert.Equal(uri == "/" ? 3 : 2, page.FindAll("[role=separator]").Count);
    }

    [Fact]
    public void Render_MorePlacesThanTickers_SaysHowToFillThem()
    {
        var page = Page("/?layout=4");

        Assert.Contains("Choose a symbol above", page.Find("[data-place='4'] .empty").TextContent, StringComparison.Ordinal);
        Assert.Equal(3, page.FindComponents<Stub<TradeTerminal.Terminal.Candles>>().Count);
    }

    [Fact]
    public async Task Click_OnAChart_MakesItTheOneThatToolsChange()
    {
        var page = Page("/?layout=2&charts=AAPL,MSFT");
        Assert.Equal("1", page.Find("[aria-current=true]").GetAttribute("data-place"));

        await page.Find("[data-place='2']").ClickAsync(new());
        await page.Find("[data-testid=interval-5m]").ClickAsync(new());

        Assert.Equal("2", page.Find("[aria-current=true]").GetAttribute("data-place"));
        Assert.EndsWith("/?layout=2&charts=AAPL,MSFT@5m&active=2&link=crosshair", Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_Toggled_IsInTheUrlAndKeptInTheBrowser()
    {
        var page = Page("/?layout=2&charts=AAPL,MSFT");
        Assert.Equal("linked", page.Find("[data-testid=board]").GetAttribute("data-crosshair"));

        await page.Find("[data-testid=link-interval]").ClickAsync(new());
        await page.Find("[data-testid=link-crosshair]").ClickAsync(new());

        Assert.EndsWith("&link=interval", Uri, StringComparison.Ordinal);
        Assert.Equal("own", page.Find("[data-testid=board]").GetAttribute("data-crosshair"));
        Assert.Equal("interval", Services.GetRequiredService<ViewerState>().Current.Settings[Setting.Link]);
    }

    [Fact]
    public async Task Layout_Chosen_IsInTheUrlAndBack()
    {
        var page = Page("/?chart=MSFT");

        await page.Find("[data-testid=layout-4]").ClickAsync(new());
        Assert.Equal(4, page.FindAll("[data-place]").Count);
        await page.Find("[data-testid=layout-1]").ClickAsync(new());

        Assert.Empty(page.FindAll("[data-place]"));
        Assert.EndsWith("/?chart=MSFT", Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_BarsMoved_AreWhereTheBrowserHasThem()
    {
        RenderTree.Add<CascadingValue<Viewer>>(parameters => parameters.Add(
            it => it.Value, Viewer.Of(ViewerSettings.Default.With(Setting.Split, "40.5-70-30"))));

        var desk = Page("/").Find("[data-desk]");

        Assert.Equal("--split-columns:40.5;--split-left:70;--split-right:30", desk.GetAttribute("style"));
        Assert.Equal(["70", "40", "30"], desk.QuerySelectorAll("[role=separator]").Select(bar => bar.GetAttribute("aria-valuenow")));
    }

    /// <summary>Of the chosen one of several charts.</summary>
    [Theory]
    [InlineData("/?chart=MSFT", "MSFT")]
    [InlineData("/?layout=2&charts=AAPL,TSLA&active=2", "TSLA")]
    public void Render_Beside_IsAboutTheSymbolOfTheChart(string uri, string symbol)
    {
        RenderTree.Add<CascadingValue<Viewer>>(parameters => parameters.Add(
            it => it.Value, Viewer.Of(ViewerSettings.Default.With(Setting.Beside, "on"))));

        var desk = Page(uri).Find("[data-desk]");

        Assert.Contains("with-beside", desk.ClassList);
        Assert.Equal(symbol, desk.QuerySelector(".at-beside h2")!.TextContent);
        Assert.Equal("100.00", desk.QuerySelector(".at-beside [data-testid=instrument-high]")!.TextContent);
        Assert.Equal($"/instrument/{symbol}", desk.QuerySelector("[data-testid=symbol-page]")!.GetAttribute("href"));
        Assert.Equal($"/panel/instrument?chart={symbol}", desk.QuerySelector("[data-testid=symbol-window]")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Beside_Pressed_IsKeptInTheBrowser()
    {
        var page = Page("/");
        Assert.Empty(page.FindAll(".at-beside"));

        await page.Find("[data-testid=beside]").ClickAsync(new());

        Assert.Equal("on", Services.GetRequiredService<ViewerState>().Current.Settings[Setting.Beside]);
    }

    /// <summary>Trades there are none of; its prices are drawn.</summary>
    [Fact]
    public void Render_ChoiceOfAnotherFeed_DrawsItsPrices()
    {
        Market.Add(PricedFeeds.Indices, PricePoint.Of(new Tick("SP500", 5_000, 0, PriceOrigin.Unstated, null, Clock.UtcNow, 0, 0)));
        Market.Publish();

        var page = Page("/?tickers=SP500");

        Assert.Equal("SP500", Assert.Single(page.FindComponents<Stub<PriceLines>>()).Instance.Parameters.Get(it => it.Filter).Key);
        Assert.Contains("No trades of SP500 yet", page.Find(".at-tape").TextContent, StringComparison.Ordinal);
    }

    private string Uri => Services.GetRequiredService<NavigationManager>().Uri;

    private IRenderedComponent<TerminalPage> Page(string uri)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(uri);
        return Render<TerminalPage>();
    }
}
