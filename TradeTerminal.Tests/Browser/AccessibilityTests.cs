using Microsoft.Playwright;

namespace TradeTerminal.Tests.Browser;

/// <summary>axe on every page while there are trades.</summary>
[Collection(BrowserHost.Collection)]
public sealed class AccessibilityTests(BrowserHost host) : ScreenTest(host)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/market")]
    [InlineData("/map")]
    [InlineData("/positions")]
    [InlineData("/alerts")]
    [InlineData("/history?side=sell&tickers=AAPL")]
    [InlineData("/producer")]
    [InlineData("/pipeline")]
    [InlineData("/settings")]
    [InlineData("/watchlists")]
    [InlineData("/no-such-page")]
    [InlineData("/panel/candles?chart=AAPL")]
    [InlineData("/panel/tape")]
    [InlineData("/panel/lines")]
    [InlineData("/panel/volume")]
    [InlineData("/panel/no-such-panel")]
    public async Task Page_WithTrades_HasNoViolation(string path)
    {
        await Terminal.RunProducerAsync(5);
        MayFailToLoad = path.Contains("no-such", StringComparison.Ordinal);
        await OpenAsync(path);

        await Axe.CheckAsync(Page);
    }

    [Fact]
    public async Task AlertsPage_WithAChosenAlert_HasNoViolation()
    {
        await Terminal.PlayScenarioAsync("arbitrage");
        await OpenAsync("/alerts");
        await Page.Locator("[data-testid^=alert-] .message a").First.ClickAsync();
        await Expect(Hook("alert-condition")).ToBeVisibleAsync();

        await Axe.CheckAsync(Page);
    }

    [Fact]
    public async Task TerminalPage_WithProblemAndOpenList_HasNoViolation()
    {
        await Terminal.RunProducerAsync(5);
        await OpenAsync("/?tickers=AAPL&interval=7m");
        await Page.GetByLabel("Find symbol").ClickAsync();
        await Expect(Hook("ticker-filter").GetByRole(AriaRole.Listbox)).ToBeVisibleAsync();

        await Axe.CheckAsync(Page);
    }
}
