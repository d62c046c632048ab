using Microsoft.Playwright;

namespace TradeTerminal.Tests.Browser;

/// <summary>axe on every page while there are trades; Producer is judged by its own test, with what it has sent.</summary>
[Collection(BrowserHost.ChartsAndPages)]
public sealed class AccessibilityTests(BrowserHost host) : ScreenTest(host)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/market")]
    [InlineData("/map")]
    [InlineData("/history?side=sell&tickers=AAPL")]
    [InlineData("/pipeline")]
    [InlineData("/settings")]
    [InlineData("/watchlists")]
    [InlineData("/your-feed")]
    [InlineData("/symbols/AAPL")]
    [InlineData("/no-such-page")]
    [InlineData("/panel/candles?chart=AAPL")]
    [InlineData("/panel/tape")]
    [InlineData("/panel/lines")]
    [InlineData("/panel/volume")]
    [InlineData("/panel/instrument?chart=AAPL")]
    [InlineData("/panel/no-such-panel")]
    public async Task Page_WithTrades_HasNoViolation(string path)
    {
        MayFailToLoad = path.Contains("no-such", StringComparison.Ordinal);
        await OpenAsync(path);

        await Axe.CheckAsync(Page);
    }

    [Fact]
    public async Task YourFeedPage_WithAGuess_HasNoViolation()
    {
        await Terminal.RunProducerAsync(20);
        await OpenAsync("/your-feed?topic=orders");
        await Expect(Hook("map-verdict")).ToContainTextAsync("would be accepted");

        await Axe.CheckAsync(Page);

        // By keyboard to the first pointer and another value: judged anew, and Axe finds nothing in what is refused either.
        await Hook("map-from").First.FillAsync("nonsense");
        await Page.Keyboard.PressAsync("Tab");
        await Expect(Hook("map-problems")).ToBeVisibleAsync();
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

    [Theory]
    [InlineData("/positions", "pnl-day-show-table", "pnl-day-table")]
    [InlineData("/alerts", "alert-hours-show-table", "alert-hours-table")]
    [InlineData("/panel/volume", "volume-by-hour-on", "volume-by-hour")]
    public async Task Picture_ChosenByKeyboard_HasNoViolation(string path, string button, string shown)
    {
        await Terminal.StartProducerAsync("commodities", 0.02);
        await OpenAsync(path);
        await Expect(Hook(button)).ToBeVisibleAsync();
        await Hook(button).FocusAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Hook(shown)).ToBeVisibleAsync();

        await Axe.CheckAsync(Page);
    }

    [Fact]
    public async Task TerminalPage_WithProblemAndOpenList_HasNoViolation()
    {
        await OpenAsync("/?tickers=AAPL&interval=7m");
        await Page.GetByLabel("Find symbol").ClickAsync();
        await Expect(Hook("ticker-filter").GetByRole(AriaRole.Listbox)).ToBeVisibleAsync();

        await Axe.CheckAsync(Page);
    }
}
