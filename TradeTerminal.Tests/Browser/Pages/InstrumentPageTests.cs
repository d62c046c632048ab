using System.Globalization;
using TradeTerminal.Tests.Browser.Charts;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Browser.Pages;

/// <summary>One page about one symbol, of whatever feeds it has prices.</summary>
[Collection(BrowserHost.ChartsAndPages)]
public sealed class InstrumentPageTests(BrowserHost host) : ScreenTest(host)
{
    [Fact]
    public async Task Page_TradedAndQuoted_ShowsBothAndAgreesWithTheApi()
    {
        await Terminal.StartProducerAsync("quotes", 0.5);
        try
        {
            await OpenAsync("/instrument/AAPL");
            await Expect(Page.Locator("h1")).ToHaveTextAsync("AAPL");
            await Expect(Hook("venue-quotes").Locator("tbody tr")).ToHaveCountAsync(3);
            await Expect(Hook("venue-best")).ToContainTextAsync(".");
            await Expect(Hook("instrument-feed-AAPL")).ToHaveAttributeAsync("aria-pressed", "true");
            await Eventually.TrueAsync(async () => (await Drawn.CandlesAsync(Page)).Length > 0, () => "candles are drawn");
            await Expect(Hook("trades-table").Locator("tbody tr").First).ToContainTextAsync("AAPL");

            await Hook("instrument-feed-quotes:AAPL:NYSE").ClickAsync();
            await ExpectAddressAsync("/instrument/AAPL?chart=quotes:AAPL:NYSE");
            await Expect(Hook("chart-quote")).ToBeVisibleAsync();
            await Axe.CheckAsync(Page);
        }
        finally
        {
            await Terminal.StopProducerAsync("quotes");
        }

        // The last of them may be stored, and shown, only now.
        var seen = "";
        await Eventually.TrueAsync(
            async () =>
            {
                var quotes = (await Terminal.GetAsync("/api/quotes?symbols=AAPL")).EnumerateArray().ToList();
                var rows = new List<(string Bid, string Shown)>();
                foreach (var quote in quotes)
                {
                    rows.Add((
                        quote.GetProperty("bid").GetDecimal().ToString("F2", CultureInfo.InvariantCulture),
                        await Page.Locator($"[data-venue={quote.GetProperty("venue").GetString()}]").InnerTextAsync()));
                }

                seen = string.Join('\n', rows);
                return rows.Count == 3 && rows.All(row => row.Shown.Contains(row.Bid, StringComparison.Ordinal));
            },
            () => $"Each bid is in its row: {seen}");
    }

    /// <summary>A bare name is whatever has it; a link on Market leads to it.</summary>
    [Fact]
    public async Task Page_OfAnotherFeed_IsFoundByItsBareName()
    {
        await Terminal.StartProducerAsync("indices", 0.5);
        try
        {
            await OpenAsync("/market?find=SP500");
            await Hook("market-row-indices-SP500").Locator("a").First.ClickAsync();
            await Expect(Page.Locator("h1")).ToHaveTextAsync("SP500");
            await OpenAsync("/instrument/sp500");
            await Expect(Hook("instrument-feed-indices:SP500")).ToHaveAttributeAsync("aria-pressed", "true");
            await Eventually.TrueAsync(async () => (await Drawn.CandlesAsync(Page)).Length > 0, () => "candles are drawn");
            await OpenAsync("/?chart=SP500");
            await Eventually.TrueAsync(async () => (await Drawn.CandlesAsync(Page)).Length > 0, () => "candles of SP500 on the Terminal page");
        }
        finally
        {
            await Terminal.StopProducerAsync("indices");
        }
    }

    [Theory]
    [InlineData("/instrument/NOBODY", "No prices of NOBODY yet")]
    [InlineData("/instrument/no%7Csymbol", "is no symbol")]
    [InlineData("/instrument/NO/BODY", "No prices of NO/BODY yet")]
    public async Task Page_UnknownOrNoSymbol_SaysSoAndLeadsOn(string path, string says)
    {
        await OpenAsync(path);
        await Expect(Page.Locator("main")).ToContainTextAsync(says);
        await Expect(Page.Locator("main a[href='/market']")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Page_Phone_FitsAndReadsFromTopToBottom()
    {
        await Page.SetViewportSizeAsync(375, 812);
        await OpenAsync("/instrument/AAPL");
        await Expect(Hook("candles")).ToBeVisibleAsync();
        await Eventually.EqualAsync(0, () => Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth"));
    }
}
