using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TradeTerminal.Tests.Browser.Charts;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Browser;

/// <summary>Choosing tickers: all figures follow, the address carries the choice.</summary>
[Collection(BrowserHost.Collection)]
public sealed class TickerFilterTests(BrowserHost host) : ScreenTest(host)
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Terminal.RunProducerAsync(20);
    }

    [Fact]
    public async Task Chips_Clicked_EveryFigureFollows()
    {
        await OpenAsync("/");
        await Hook("ticker-AAPL").ClickAsync();
        await Hook("ticker-MSFT").ClickAsync();

        await ExpectAddressAsync("/?tickers=AAPL,MSFT");
        await ExpectChosenAsync("AAPL", "MSFT");
        await ExpectFiguresOfAsync("AAPL", "MSFT");
    }

    [Fact]
    public async Task Chips_ClickedBeforeTheServerAnswers_AreAllChosen()
    {
        await OpenAsync("/");
        await Expect(Hook("ticker-AAPL")).ToBeVisibleAsync();
        await Expect(Hook("ticker-MSFT")).ToBeVisibleAsync();
        await Expect(Hook("ticker-TSLA")).ToBeVisibleAsync();

        await Page.EvaluateAsync(
            "['AAPL', 'MSFT', 'TSLA'].forEach(ticker => document.querySelector(`[data-testid=ticker-${ticker}]`).click())");

        await ExpectAddressAsync("/?tickers=AAPL,MSFT,TSLA");
        await ExpectChosenAsync("AAPL", "MSFT", "TSLA");
        await ExpectFiguresOfAsync("AAPL", "MSFT", "TSLA");
    }

    [Fact]
    public async Task Chips_ClickedOff_ShowTheRestAndThenAll()
    {
        await OpenAsync("/?tickers=AAPL,MSFT");
        await Hook("ticker-AAPL").ClickAsync();
        await ExpectAddressAsync("/?tickers=MSFT");
        await ExpectFiguresOfAsync("MSFT");

        await Hook("ticker-MSFT").ClickAsync();

        await ExpectAddressAsync("/");
        await Expect(Hook("filter-all")).ToHaveAttributeAsync("aria-pressed", "true");
        await Eventually.TrueAsync(async () => (await TickersOfRowsAsync()).Distinct().Count() > 5, () => "All tickers are on the tape");
    }

    [Fact]
    public async Task AllAndNone_Clicked_ShowEverythingAndNothing()
    {
        await OpenAsync("/");
        await Hook("filter-none").ClickAsync();

        await ExpectAddressAsync("/?tickers=none");
        await Expect(Hook("kpi-trades")).ToHaveTextAsync("0");
        await Expect(Rows).ToHaveCountAsync(0);
        await Expect(Page.GetByText("No ticker chosen").First).ToBeVisibleAsync();

        await Hook("filter-all").ClickAsync();

        await ExpectAddressAsync("/");
        await Expect(Rows).ToHaveCountAsync(200);
    }

    [Fact]
    public async Task Search_TypedByKeyboard_AddsAndTakesAway()
    {
        await OpenAsync("/");
        var field = Page.GetByRole(AriaRole.Combobox, new() { Name = "Find symbol" });
        await field.FocusAsync();
        await Page.Keyboard.TypeAsync("nv");
        await Expect(Found("NVDA")).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("Enter");
        await ExpectAddressAsync("/?tickers=NVDA");
        await Expect(field).ToHaveValueAsync("");

        await Page.Keyboard.TypeAsync("ts");
        await Expect(Found("TSLA")).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("Enter");

        await ExpectAddressAsync("/?tickers=NVDA,TSLA");
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Found("TSLA")).ToBeHiddenAsync();
        await ExpectFiguresOfAsync("NVDA", "TSLA");
    }

    /// <summary>A page that was just opened gives its heading the focus, but takes it from nobody.</summary>
    [Fact]
    public async Task Search_BeganBeforeTheServerMovesThePage_KeepsTheFocus()
    {
        await Page.AddInitScriptAsync(
            """
            const { focus } = HTMLElement.prototype;
            HTMLElement.prototype.focus = function (options) {
              this.matches('h1') && (globalThis.stolen = document.activeElement?.matches('[role=combobox]'));
              return focus.call(this, options);
            };
            new MutationObserver(() => document.querySelector('[aria-label="Find symbol"]')?.focus())
              .observe(document, { subtree: true, childList: true });
            """);
        await OpenAsync("/");
        await WhenLiveAsync();

        await Expect(Page.GetByRole(AriaRole.Combobox, new() { Name = "Find symbol" })).ToBeFocusedAsync();
        Assert.False(await Page.EvaluateAsync<bool>("globalThis.stolen === true"));
    }

    [Fact]
    public async Task Chips_ArrowAndSpaceKeys_Choose()
    {
        await OpenAsync("/");
        await Hook("ticker-AAPL").FocusAsync();
        await Page.Keyboard.PressAsync("ArrowRight");
        await Expect(Hook("ticker-AMZN")).ToBeFocusedAsync();

        await Page.Keyboard.PressAsync("Space");

        await ExpectAddressAsync("/?tickers=AMZN");
        await ExpectChosenAsync("AMZN");
    }

    [Fact]
    public async Task Page_ReloadedAndGoneBack_KeepsTheChoice()
    {
        await OpenAsync("/?tickers=AAPL");
        await Hook("ticker-TSLA").ClickAsync();
        await ExpectAddressAsync("/?tickers=AAPL,TSLA");

        await Page.ReloadAsync();
        await WhenLiveAsync();

        await ExpectAddressAsync("/?tickers=AAPL,TSLA");
        await ExpectChosenAsync("AAPL", "TSLA");
        await ExpectFiguresOfAsync("AAPL", "TSLA");

        await Hook("ticker-AAPL").ClickAsync();
        await ExpectAddressAsync("/?tickers=TSLA");
        await Page.GoBackAsync();

        await ExpectAddressAsync("/?tickers=AAPL,TSLA");
        await ExpectChosenAsync("AAPL", "TSLA");
        await ExpectFiguresOfAsync("AAPL", "TSLA");
    }

    [Fact]
    public async Task Page_AddressMalformed_NamesItAndShowsTheRest()
    {
        await OpenAsync("/?tickers=AAPL,%3Cimg%20src%3Dx%20onerror%3Dpwned%3D1%3E&chart=%7C%7C&interval=7m");

        await Expect(Hook("view-problems")).ToContainTextAsync("<IMG SRC=X ONERROR=PWNED");
        await Expect(Hook("view-problems")).ToContainTextAsync("interval=“7m” is no interval: it must be such as 45s, 3m or 2h");
        await Expect(Hook("view-problems")).ToContainTextAsync("chart=“||” is no ticker");
        Assert.Equal("undefined", await Page.EvaluateAsync<string>("typeof pwned"));
        await ExpectFiguresOfAsync("AAPL");

        await Page.GetByRole(AriaRole.Link, new() { Name = "Show this view without it" }).ClickAsync();

        await ExpectAddressAsync("/?tickers=AAPL");
        await Expect(Hook("view-problems")).ToHaveCountAsync(0);
    }

    private ILocator Found(string ticker) => Hook("ticker-filter").GetByRole(AriaRole.Option, new() { Name = ticker, Exact = true });

    private async Task ExpectChosenAsync(params string[] tickers)
    {
        var pressed = Hook("ticker-filter").Locator("[data-testid^=ticker-][aria-pressed=true]");
        await Expect(pressed).ToHaveTextAsync(tickers);
        await Expect(Hook("filter-all")).ToHaveAttributeAsync("aria-pressed", "false");
    }

    /// <summary>Tape, window, volumes, lines and the chart's ticker are all of these tickers and of all of them.</summary>
    private async Task ExpectFiguresOfAsync(params string[] tickers)
    {
        await Eventually.TrueAsync(
            async () => (await TickersOfRowsAsync()).Distinct().Order().SequenceEqual(tickers), () => "The tape is of the choice");
        await Eventually.TrueAsync(
            async () => (await Drawn.VolumesAsync(Page)).Keys.Order().SequenceEqual(tickers), () => "The volumes are of the choice");
        await Eventually.TrueAsync(
            async () => (await Drawn.LinesAsync(Page)).Keys.Order().SequenceEqual(tickers), () => "The lines are of the choice");
        await Expect(Hook("kpi-most-active")).ToHaveTextAsync(new Regex($"^({string.Join('|', tickers)})$"));
        await Expect(Hook("chart-ticker")).ToHaveValueAsync(new Regex($"^({string.Join('|', tickers)})$"));
        Assert.InRange(int.Parse(await Hook("kpi-trades").InnerTextAsync(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture),
            1, 200);
    }
}
