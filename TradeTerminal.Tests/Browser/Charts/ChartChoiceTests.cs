using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Browser.Charts;

/// <summary>Another ticker and other intervals in the candle chart.</summary>
[Collection(BrowserHost.ChartsAndPages)]
public sealed class ChartChoiceTests(BrowserHost host) : ScreenTest(host)
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Terminal.RunProducerAsync(200);
    }

    [Fact]
    public async Task ChartTicker_Chosen_IsDrawnAndInTheAddress()
    {
        await OpenAsync("/?interval=5s");
        await Hook("chart-ticker").ClickAsync();
        await Page.Keyboard.TypeAsync("tsl");
        await Expect(Page.GetByRole(AriaRole.Option, new() { Name = "TSLA", Exact = true })).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Hook("chart-ticker")).ToHaveValueAsync("TSLA");
        await ExpectAddressAsync("/?chart=TSLA&interval=5s");
        await ExpectCandlesAsync("TSLA", "5s");
        await Expect(Hook("chart-quote")).ToBeVisibleAsync();
        await Assertions.Expect(Page).ToHaveTitleAsync(new Regex("^TSLA "));
    }

    [Fact]
    public async Task TapeTicker_Clicked_IsDrawn()
    {
        // Whatever was produced before: the tape has this ticker, and then stands. Under the pointer it does at once, and a row that
        // was on its way when the producer stopped doesn't take the place of the one that is clicked.
        await Terminal.RunProducerAsync(100);
        await OpenAsync("/");
        var link = Rows.Locator("a").Filter(new() { HasText = "NVDA" }).First;
        await Expect(link).ToBeVisibleAsync();
        await Terminal.StandStillAsync();
        await Rows.First.HoverAsync();
        await link.ClickAsync();

        await ExpectAddressAsync("/?chart=NVDA");
        await ExpectCandlesAsync("NVDA", "1m");
    }

    [Fact]
    public async Task Intervals_ChosenInTurn_AreDrawnWithoutMoreCanvases()
    {
        await OpenAsync("/?chart=AAPL");
        await Terminal.StandStillAsync();
        await ExpectCandlesAsync("AAPL", "1m");
        await ExpectLinesAsync();
        var canvases = await CanvasesAsync();

        foreach (var interval in new[] { "1s", "5s", "5m", "15m", "1h", "1m" })
        {
            await Hook($"interval-{interval}").ClickAsync();
            await ExpectAddressAsync(interval == "1m" ? "/?chart=AAPL" : $"/?chart=AAPL&interval={interval}");
            await Expect(Hook($"interval-{interval}")).ToHaveAttributeAsync("aria-pressed", "true");
            await ExpectCandlesAsync("AAPL", interval);
        }

        Assert.Equal(canvases, await CanvasesAsync());
    }

    [Fact]
    public async Task Page_LeftAndOpenedAgain_LeavesNoCanvasBehind()
    {
        await OpenAsync("/?chart=AAPL");
        await Terminal.StandStillAsync();
        await ExpectCandlesAsync("AAPL", "1m");
        await ExpectLinesAsync();
        var canvases = await CanvasesAsync();

        for (var visit = 0; visit < 3; visit++)
        {
            await Page.GetByRole(AriaRole.Navigation).First.GetByText("Pipeline").ClickAsync();
            await Expect(Hook("partitions")).ToBeVisibleAsync();
            await Expect(Page.Locator("canvas")).ToHaveCountAsync(0);
            await Page.GetByRole(AriaRole.Navigation).First.GetByText("Terminal").ClickAsync();
            // That address names no chart: it is whatever was most active as the page opened.
            await Expect(Hook("chart-ticker")).Not.ToHaveValueAsync("");
            await ExpectCandlesAsync(await Hook("chart-ticker").InputValueAsync(), "1m");
            await ExpectLinesAsync();
        }

        Assert.Equal(canvases, await CanvasesAsync());
    }

    /// <summary>The other chart, which is not there as soon as the candles are, has its canvases.</summary>
    private Task ExpectLinesAsync() =>
        Eventually.TrueAsync(async () => (await Drawn.LinesAsync(Page)).Count > 0, () => "The lines are drawn");

    private Task<int> CanvasesAsync() => Page.Locator("canvas").CountAsync();

    /// <summary>
    /// All but the newest, which may still grow, are those of the API. Where seconds had no trades, the chart has
    /// candles of before those the API looks back to.
    /// </summary>
    private Task ExpectCandlesAsync(string ticker, string interval)
    {
        Bar[] drawn = [], stored = [];
        return Eventually.TrueAsync(
            async () =>
            {
                drawn = await Drawn.CandlesAsync(Page);
                stored = await Drawn.FromApiAsync(Terminal, ticker, interval);
                if (drawn.Length == 0 || drawn[0].Time > stored[0].Time)
                {
                    return false;
                }

                stored = await Drawn.FromApiAsync(Terminal, ticker, interval, drawn[0].Time);
                return drawn.Length <= stored.Length && drawn.SkipLast(1).SequenceEqual(stored.Take(drawn.Length - 1));
            },
            () => $"Candles of {ticker}, {interval}; drawn {Span(drawn)}, stored {Span(stored)}");
    }

    private static string Span(Bar[] bars) => bars.Length == 0 ? "none" : $"{bars.Length} from {bars[0]} to {bars[^1]}";
}
