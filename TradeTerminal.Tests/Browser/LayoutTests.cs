using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Browser;

/// <summary>On no page and at no width lies anything over something else, is cut off or leaves the window.</summary>
[Collection(BrowserHost.Collection)]
public sealed class LayoutTests(BrowserHost host) : ScreenTest(host)
{
    private static readonly int[] Widths = [375, 800, 1024, 1280, 1440, 1920];

    private static readonly string Look = ReadScript();

    [Theory]
    [InlineData("/")]
    [InlineData("/?chart=AAPL&overlays=vwap,ma20,ma50,ma200&side=sell&size=500")]
    [InlineData("/?tickers=AAPL&interval=7m")]
    [InlineData("/?layout=2")]
    [InlineData("/?layout=6")]
    [InlineData("/market")]
    [InlineData("/map")]
    [InlineData("/instrument/AAPL")]
    [InlineData("/positions")]
    [InlineData("/alerts")]
    [InlineData("/history?side=sell&tickers=AAPL")]
    [InlineData("/producer")]
    [InlineData("/pipeline")]
    [InlineData("/settings")]
    [InlineData("/watchlists")]
    [InlineData("/your-feed")]
    [InlineData("/your-feed?topic=orders")]
    [InlineData("/no-such-page")]
    [InlineData("/panel/candles?chart=AAPL")]
    [InlineData("/panel/tape")]
    [InlineData("/panel/lines")]
    [InlineData("/panel/volume")]
    [InlineData("/panel/instrument?chart=AAPL")]
    public async Task Page_AnyWidth_ShowsAllOfItsTextAndControls(string path)
    {
        MayFailToLoad = path.Contains("no-such", StringComparison.Ordinal);
        await OpenAsync(path);

        await CheckAsync();
    }

    /// <summary>Wherever the bars between the panels stand.</summary>
    [Theory]
    [InlineData("/", "80-20-20")]
    [InlineData("/", "20-80-80")]
    [InlineData("/?layout=4", "20-62-62")]
    [InlineData("/?layout=6", "20-62-62")]
    public async Task TerminalPage_BarsMoved_ShowsAllOfItsTextAndControls(string path, string split)
    {
        await Page.Context.AddInitScriptAsync($"localStorage.setItem('split', '{split}')");
        await OpenAsync(path);

        await CheckAsync();
    }

    [Theory]
    [InlineData("/?chart=AAPL")]
    [InlineData("/?layout=6")]
    public async Task TerminalPage_SymbolBeside_ShowsAllOfItsTextAndControls(string path)
    {
        await Page.Context.AddInitScriptAsync("localStorage.setItem('beside', 'on')");
        await OpenAsync(path);

        await CheckAsync();
    }

    [Fact]
    public async Task InstrumentPage_WithAlerts_ShowsAllOfTheirSentences()
    {
        await Terminal.RunProducerAsync(20, "AAPL");
        await OpenAsync("/instrument/AAPL");
        await Terminal.SendAsync(
            HttpMethod.Post, "/api/levels",
            """{"symbol":"AAPL","price":0.01,"direction":"above","note":"where it was before the split, and before that, and long before that"}""");
        await Expect(Hook("symbol-alerts").GetByText("AAPL").First).ToBeVisibleAsync();

        await CheckAsync();
    }

    [Fact]
    public async Task Look_FaultyPage_FindsEachFault()
    {
        await Page.SetContentAsync(
            """
            <main style="width: 2000px">
              <p style="width: 60px; overflow: hidden; white-space: nowrap">Cut off at the side</p>
              <p style="height: 30px; margin: 0">Below</p><p style="margin: -28px 0 40px">Above</p>
              <div style="position: relative"><button>Covered</button><div style="position: absolute; inset: 0"></div></div>
              <p style="width: 60px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis" title="All of it">Said elsewhere</p>
              <p style="width: 60px; overflow: auto; white-space: nowrap">Can be scrolled to</p>
            </main>
            """);

        Assert.Collection(
            await Page.EvaluateAsync<string[]>(Look),
            fault => Assert.StartsWith("<html> scrolls sideways", fault, StringComparison.Ordinal),
            fault => Assert.StartsWith("<body> scrolls sideways", fault, StringComparison.Ordinal),
            fault => Assert.Equal("""<p> "Cut off at the side" is cut off by <p>""", fault),
            fault => Assert.StartsWith("""<p> "Below" lies over <p> "Above""", fault, StringComparison.Ordinal),
            fault => Assert.Equal("""<button> "Covered" can't be clicked: <div> is there""", fault));
    }

    /// <summary>What a width moves (fields that give way, charts that draw anew) may take a moment.</summary>
    private async Task CheckAsync()
    {
        foreach (var width in Widths)
        {
            await Page.SetViewportSizeAsync(width, 900);
            string[] faults = [];
            await Eventually.TrueAsync(
                async () => (faults = await Page.EvaluateAsync<string[]>(Look)).Length == 0,
                () => $"{Page.Url} at {width}: {string.Join("\n  ", faults)}");
        }
    }

    private static string ReadScript()
    {
        using var reader = new StreamReader(typeof(LayoutTests).Assembly.GetManifestResourceStream("layout.js")!);
        return reader.ReadToEnd();
    }
}
