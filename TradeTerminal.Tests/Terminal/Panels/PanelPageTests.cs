using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.Layout;
using TradeTerminal.Terminal;
using TradeTerminal.Terminal.Panels;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Terminal.Panels;

public sealed class PanelPageTests : ScreenContext
{
    public PanelPageTests()
    {
        Market.Add("AAPL", 190);
        Market.Add("MSFT", 310);
        Market.Publish();
    }

    [Theory]
    [InlineData("candles", "?chart=MSFT&interval=5m", "Candles 5m")]
    [InlineData("lines", "?tickers=AAPL", "Prices · AAPL")]
    [InlineData("tape", "", "Trades · all tickers")]
    [InlineData("instrument", "?chart=MSFT", "Symbol")]
    [InlineData("VOLUME", "?tickers=AAPL,MSFT", "Volume by ticker · AAPL, MSFT")]
    public void Render_Panel_IsAloneWithItsView(string name, string query, string heading)
    {
        var page = Page(name, query);

        Assert.Equal(heading, page.Find("h1").TextContent);
        Assert.Single(page.FindAll(".panel"));
        Assert.Empty(page.FindAll("[data-testid=own-window]"));
    }

    [Fact]
    public async Task Interval_Chosen_StaysInTheWindow()
    {
        var page = Page("candles", "?chart=MSFT");

        await page.Find("[data-testid=interval-5m]").ClickAsync(new());

        Assert.EndsWith("/panel/candles?chart=MSFT&interval=5m", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.Equal("5m", page.FindComponent<Stub<TradeTerminal.Terminal.Candles>>().Instance.Parameters.Get(it => it.Interval).Name);
    }

    /// <summary>A tape has no candles: a symbol in it leads to the Terminal page.</summary>
    [Theory]
    [InlineData("/panel/tape", "/?chart=AAPL", "/panel/tape?side=buy")]
    [InlineData("/panel/candles", "/panel/candles?chart=AAPL", "/?side=buy")]
    public void With_ChoiceOfAnotherPanel_LeadsToTheTerminalPage(string path, string chart, string trades)
    {
        var view = TerminalView.Default with { Path = path };

        Assert.Equal(chart, view.WithChart("AAPL").Uri);
        Assert.Equal(trades, view.WithTrades(new(TradeTerminal.Ingest.Trades.Side.Buy, 0)).Uri);
    }

    [Fact]
    public void Uri_OfAPanel_HasWhatItShowsAndNoMore()
    {
        var view = TerminalView.Parse("AAPL,MSFT", null, "5m", "ma20", "2026-03-02T14:30:00Z", null, "sell", "500");

        Assert.Equal(
            [
                "/panel/candles?chart=MSFT&interval=5m&overlays=ma20", "/panel/lines?tickers=AAPL,MSFT&since=2026-03-02T14:30:00Z",
                "/panel/tape?tickers=AAPL,MSFT&side=sell&size=500", "/panel/volume?tickers=AAPL,MSFT",
                "/panel/instrument?chart=MSFT",
            ],
            DeskPanel.All.Select(panel => panel.Uri(view, "MSFT")));
    }

    [Fact]
    public void TerminalPage_Menus_LeadToEveryPanel() =>
        Assert.Equal(
            ["/panel/candles?chart=AAPL", "/panel/lines", "/panel/tape", "/panel/volume"],
            Render<TerminalPage>().FindAll("a[data-window]").Select(link => link.GetAttribute("href")));

    [Theory]
    [InlineData("nope", "There is no panel “nope”")]
    [InlineData(null, "Which panel?")]
    public void Render_Unknown_ListsThePanels(string? name, string heading)
    {
        var page = Page(name, "");

        Assert.Equal(heading, page.Find("h1").TextContent);
        Assert.Equal(DeskPanel.All.Select(panel => panel.Path),
            page.FindAll("[data-testid=panels] a").Select(link => link.GetAttribute("href")));
    }

    [Theory]
    [InlineData("/panel/tape", 0)]
    [InlineData("/panel/nope", 2)]
    [InlineData("/market", 2)]
    public void Layout_OfAPanel_HasTheStripAndNoPages(string uri, int navigations)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(uri);

        var layout = Render<MainLayout>(parameters => parameters.Add(it => it.Body, _ => { }));

        Assert.Equal(navigations, layout.FindAll("nav").Count);
        Assert.Single(layout.FindAll("[data-testid=feed-state]"));
    }

    private IRenderedComponent<PanelPage> Page(string? name, string query)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/panel/{name}{query}");
        return Render<PanelPage>(parameters => parameters.Add(it => it.Name, name));
    }
}
