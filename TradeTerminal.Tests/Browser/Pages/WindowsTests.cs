using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TradeTerminal.Tests.Browser.Charts;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Browser.Pages;

/// <summary>Panels in windows of their own, several charts, and the bars between the panels.</summary>
[Collection(BrowserHost.ChartsAndPages)]
public sealed class WindowsTests(BrowserHost host) : ScreenTest(host)
{
    /// <summary>The newest time and close of each chart of candles, as text.</summary>
    private const string Newest =
        "() => [...document.querySelectorAll('[data-testid=candles]')].map(host => JSON.stringify(host.terminalChart?.points().at(-1) ?? null))";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Terminal.RunProducerAsync(40);
    }

    [Fact]
    public async Task Menu_OwnWindow_IsLiveAndSaysWhatItIs()
    {
        await OpenAsync("/?tickers=AAPL");
        await Hook("api").First.ClickAsync();
        var tape = await Page.Context.RunAndWaitForPageAsync(() => Page.Locator(".tape [data-testid=own-window]").ClickAsync());

        await Assertions.Expect(tape).ToHaveURLAsync(new Uri(Terminal.Address, "/panel/tape?tickers=AAPL").AbsoluteUri);
        await Assertions.Expect(tape).ToHaveTitleAsync(new Regex("Trades · AAPL · Trade Terminal$"));
        await Expect(tape.Locator("#pulse")).ToBeVisibleAsync();
        await WhenLiveAsync(tape);
        await Expect(tape.GetByTestId("feed-state")).ToBeVisibleAsync();
        var first = await tape.Locator("tr[data-trade-id]").First.GetAttributeAsync("data-trade-id");
        await Expect(tape.Locator("tr[data-trade-id]").First).Not.ToHaveAttributeAsync("data-trade-id", first!);
    }

    [Fact]
    public async Task Palette_Panel_OpensAWindowWithMovingCandles()
    {
        await OpenAsync("/?chart=AAPL");
        await Page.Keyboard.PressAsync("/");
        await Hook("palette-input").FillAsync("panel candles");
        await Expect(Hook("palette").GetByRole(AriaRole.Option).First).ToContainTextAsync("panel candles");
        var window = await Page.Context.RunAndWaitForPageAsync(() => Page.Keyboard.PressAsync("Enter"));

        await Expect(window.Locator("#pulse")).ToBeVisibleAsync();
        await WhenLiveAsync(window);
        await Assertions.Expect(window).ToHaveTitleAsync(new Regex(@"AAPL [\d.]+ · Candles 1m · Trade Terminal$"));
        await MovesAsync(window, 1);
    }

    /// <summary>By its key, kept in the browser, beside the chart and never over it; on a phone it is not there.</summary>
    [Fact]
    public async Task Beside_Key_ShowsTheSymbolWithoutOverlap()
    {
        await OpenAsync("/?chart=AAPL");
        await Page.Keyboard.PressAsync("i");
        await Expect(Hook("symbol-panel")).ToBeVisibleAsync();
        await Expect(Hook("symbol-panel").GetByTestId("instrument-high")).ToContainTextAsync(".");
        await Axe.CheckAsync(Page);
        await Page.ReloadAsync();
        foreach (var (width, height) in new[] { (1920, 1080), (1280, 800), (800, 900) })
        {
            await Page.SetViewportSizeAsync(width, height);
            await Expect(Hook("symbol-panel")).ToBeVisibleAsync();
            await Eventually.EqualAsync("", () => Page.EvaluateAsync<string>(
                """
                () => {
                  const boxes = [...document.querySelectorAll('[data-desk] > .column, .at-beside')].filter(box => box.checkVisibility())
                    .map(box => box.getBoundingClientRect());
                  const over = boxes.slice(1).filter((box, i) => box.left < boxes[i].right - 1 || box.width < 300);
                  return over.length || document.documentElement.scrollWidth > innerWidth ? JSON.stringify(boxes) : '';
                }
                """));
        }

        await Page.SetViewportSizeAsync(375, 812);
        await Expect(Hook("symbol-panel")).ToBeHiddenAsync();
        await Page.SetViewportSizeAsync(1440, 900);
        await Hook("symbol-close").ClickAsync();
        await Expect(Hook("symbol-panel")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Layout_Four_DrawsFourMovingChartsOfWhichOneIsChosen()
    {
        await OpenAsync("/?layout=4&charts=AAPL@1s,MSFT@1s,NVDA@1s,TSLA@1s");
        await MovesAsync(Page, 4);

        await Page.Locator("[data-place='3'] .chart").ClickAsync();
        await ExpectAddressAsync("/?layout=4&charts=AAPL@1s,MSFT@1s,NVDA@1s,TSLA@1s&active=3&link=crosshair");
        await Hook("interval-5s").ClickAsync();
        await ExpectAddressAsync("/?layout=4&charts=AAPL@1s,MSFT@1s,NVDA@5s,TSLA@1s&active=3&link=crosshair");

        await Axe.CheckAsync(Page);
    }

    /// <summary>Linked, the crosshair of one chart is that of all; not linked, it is its own.</summary>
    [Fact]
    public async Task Crosshair_LinkedOrNot_IsThatOfAllOrItsOwn()
    {
        await OpenAsync("/?layout=2&charts=AAPL@5s,MSFT@5s");
        await MovesAsync(Page, 2);
        var (first, second) = (Time(1), Time(2));
        var newest = await first.TextContentAsync();

        await Page.Locator("[data-place='1'] .chart").FocusAsync();
        await PressUntilAsync(async () =>
            await first.TextContentAsync() is var text && text != newest && await second.TextContentAsync() == text);

        await Hook("link-crosshair").ClickAsync();
        await Expect(Hook("board")).ToHaveAttributeAsync("data-crosshair", "own");
        // The crosshair keeps its place, where another candle is once there is a newer one; and the last is drawn after it is stored.
        await Terminal.StandStillAsync();
        var last = (await Drawn.FromApiAsync(Terminal, "AAPL", "5s"))[^1].Time;
        await Eventually.TrueAsync(
            async () => JsonSerializer.Deserialize<JsonElement>((await Page.EvaluateAsync<string[]>(Newest))[0])
                .GetProperty("time").GetInt64() == last,
            () => "the last candle is drawn");
        var own = (await first.TextContentAsync())!;
        await Page.Locator("[data-place='2'] .chart").FocusAsync();
        await PressUntilAsync(async () => await second.TextContentAsync() != own);
        await Expect(first).ToHaveTextAsync(own);
    }

    [Fact]
    public async Task Bar_DraggedAndPressed_StaysThereAfterAReload()
    {
        await OpenAsync("/");
        var bar = Hook("split-columns");
        var before = (await Page.Locator(".at-candles").BoundingBoxAsync())!;
        var at = (await bar.BoundingBoxAsync())!;

        await Page.Mouse.MoveAsync(at.X, 400);
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync(at.X - 150, 420, new() { Steps = 4 });
        await Page.Mouse.MoveAsync(at.X - 200, 420);
        await Page.Mouse.UpAsync();
        await Expect(bar).Not.ToHaveAttributeAsync("aria-valuenow", "62");
        await bar.FocusAsync();
        await Page.Keyboard.PressAsync("ArrowLeft");
        await Page.WaitForFunctionAsync("() => /^46(\\.\\d)?-62-62$/.test(localStorage.split)");

        await Page.ReloadAsync();
        await WhenLiveAsync();

        await Expect(bar).ToHaveAttributeAsync("aria-valuenow", "46");
        await Eventually.TrueAsync(
            async () => before.Width - (await Page.Locator(".at-candles").BoundingBoxAsync())!.Width is >= 220 and <= 240,
            () => "The candles are as much narrower");
        await bar.DblClickAsync();
        await Expect(bar).ToHaveAttributeAsync("aria-valuenow", "62");
    }

    private ILocator Time(int place) => Page.Locator($"[data-place='{place}'] .chart-figures .chart-time");

    private static async Task MovesAsync(IPage page, int charts)
    {
        string[] first = [];
        await Eventually.TrueAsync(async () =>
        {
            first = await page.EvaluateAsync<string[]>(Newest);
            return first.Length == charts && !first.Contains("null");
        }, () => $"{charts} charts are drawn");
        await Eventually.TrueAsync(
            async () => !(await page.EvaluateAsync<string[]>(Newest)).Intersect(first).Any(), () => "every chart moves");
    }

    private async Task PressUntilAsync(Func<Task<bool>> isDone) => await Eventually.TrueAsync(async () =>
    {
        await Page.Keyboard.PressAsync("ArrowLeft");
        return await isDone();
    }, () => "the crosshair moves");
}
