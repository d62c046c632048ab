using Microsoft.Playwright;

namespace TradeTerminal.Tests.Browser.Pages;

/// <summary>A list made by pasting, ordered, and filtered by.</summary>
[Collection(BrowserHost.Collection)]
public sealed class WatchlistTests(BrowserHost host) : ScreenTest(host)
{
    [Fact]
    public async Task List_Pasted_IsOrderedFilteredByAndDeleted()
    {
        await OpenAsync("/watchlists");
        await Hook("list-name").FillAsync("Picks");
        await Hook("list-text").FillAsync("NASDAQ:TSLA, aapl\nNOSUCH ###X");
        await Hook("list-make").ClickAsync();
        await Expect(Hook("list-said")).ToContainTextAsync("Made picks with 3 symbols.");
        await Expect(Hook("list-said")).ToContainTextAsync("NOSUCH");
        await Expect(Hook("list-text")).ToHaveValueAsync("###X");

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

    private ILocator Row => Page.Locator("tr[data-list=picks]");

}
