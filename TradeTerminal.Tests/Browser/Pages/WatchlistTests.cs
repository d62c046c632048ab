using Microsoft.Playwright;

namespace TradeTerminal.Tests.Browser.Pages;

/// <summary>A list made by pasting, ordered, and filtered by.</summary>
[Collection(BrowserHost.ChartsAndPages)]
public sealed class WatchlistTests(BrowserHost host) : ScreenTest(host)
{
    [Fact]
    public async Task List_Pasted_IsOrderedFilteredByAndDeleted()
    {
        await OpenAsync("/watchlists");
        await Hook("list-name").FillAsync("Picks");
        await Hook("list-text").FillAsync("NASDAQ:TSLA, aapl\nNOSUCH |X|");
        await Hook("list-make").ClickAsync();
        await Expect(Hook("list-said")).ToContainTextAsync("Made picks with 3 symbols.");
        await Expect(Hook("list-said")).ToContainTextAsync("NOSUCH");
        await Expect(Hook("list-text")).ToHaveValueAsync("|X|");

        await Row.Locator("[data-testid=list-edit]").ClickAsync();
        await Hook("list-symbol-AAPL").FocusAsync();
        await Page.Keyboard.PressAsync("ArrowUp");
        await Expect(Row.Locator(".symbols")).ToHaveTextAsync("3: AAPL TSLA NOSUCH");
        await Expect(Hook("list-symbol-AAPL")).ToBeFocusedAsync();

        await OpenAsync("/");
        var field = Page.GetByRole(AriaRole.Combobox, new() { Name = "Find symbol" });
        await field.FocusAsync();
        await Page.Keyboard.TypeAsync("pick");
        await Expect(Hook("find-list:picks")).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("Enter");
        await ExpectAddressAsync("/?tickers=list:picks");
        await Expect(Hook("ticker-filter").Locator("[aria-pressed=true]")).ToHaveTextAsync(["list:picks", "AAPL", "TSLA", "NOSUCH"]);

        await OpenAsync("/watchlists");
        await Row.Locator("[data-testid=list-delete]").ClickAsync();
        await Expect(Row).ToHaveCountAsync(0);
    }

    /// <summary>What was looked at is a list by itself, of this browser alone, and any page is filtered by it.</summary>
    [Fact]
    public async Task Recent_LookedAt_FillsByItselfAndFilters()
    {
        await OpenAsync("/instrument/TSLA");
        await WaitForRecentAsync("TSLA");
        await OpenAsync("/?chart=AAPL");
        await WaitForRecentAsync("AAPL+TSLA");
        await OpenAsync("/instrument/NOSUCH9");
        await Expect(Page.GetByText("No prices of NOSUCH9 yet")).ToBeVisibleAsync();

        await OpenAsync("/market?tickers=list:recent");
        await Expect(Hook("market-tickers")).ToHaveTextAsync("list recent, 2 symbols");
        await OpenAsync("/map");
        await Hook("map-list").SelectOptionAsync("list:recent");
        await ExpectAddressAsync("/map?tickers=list:recent");
        await Expect(Page.Locator("[data-testid^='map-tile-']")).ToHaveCountAsync(2);
        await OpenAsync("/watchlists");
        await Expect(Hook("list-recent")).ToContainTextAsync("AAPL TSLA");
    }

    private async Task WaitForRecentAsync(string symbols) =>
        await Page.WaitForFunctionAsync("symbols => document.cookie.includes(`recent=${symbols}&`)", symbols);

    private ILocator Row => Page.Locator("tr[data-list=picks]");

}
