using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TradeTerminal.Tests.Browser.Charts;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Browser;

/// <summary>The terminal page while trades come in.</summary>
[Collection(BrowserHost.Collection)]
public sealed class LiveMarketTests(BrowserHost host) : ScreenTest(host)
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Terminal.RunProducerAsync(50);
    }

    [Fact]
    public async Task Terminal_TradesFlow_FiguresAndTapeMove()
    {
        await OpenAsync("/");
        await Expect(Rows.First).ToBeVisibleAsync();
        var volume = await Hook("kpi-total-volume").InnerTextAsync();
        var average = await Hook("kpi-average-price").InnerTextAsync();
        var newest = (await RowsAsync("data-trade-id"))[0];

        await Expect(Hook("kpi-total-volume")).Not.ToHaveTextAsync(volume);
        await Expect(Hook("kpi-average-price")).Not.ToHaveTextAsync(average);
        await Expect(Rows.First).Not.ToHaveAttributeAsync("data-trade-id", newest);
        await Expect(Hook("kpi-trades")).ToHaveTextAsync("200");
        await Expect(Hook("feed-state")).ToHaveTextAsync("LIVE");
        await Expect(Hook("latency")).ToContainTextAsync("ms");
        var ids = await RowsAsync("data-trade-id");
        // In a rush the tape draws only what fits.
        Assert.InRange(ids.Distinct().Count(), 10, 200);
        Assert.All(ids, id => Assert.True(Guid.TryParse(id, out _)));
    }

    [Fact]
    public async Task Candles_TradesFlow_SettledOnesAreThoseOfTheApi()
    {
        await OpenAsync("/?chart=MSFT&interval=1s");
        Bar[] settled = [], stored = [];
        await Eventually.TrueAsync(
            async () =>
            {
                // Asked one after the other while trades come: one that comes late may be in the second answer alone.
                settled = (await Drawn.CandlesAsync(Page))[..^2];
                stored = await Drawn.FromApiAsync(Terminal, "MSFT", "1s");
                // The one may reach back further than the other.
                return settled.Any(bar => bar.Time >= stored[0].Time)
                    && stored.Where(bar => bar.Time >= settled[0].Time && bar.Time <= settled[^1].Time)
                        .SequenceEqual(settled.Where(bar => bar.Time >= stored[0].Time));
            },
            () => $"Drawn and not stored: {string.Join('\n', settled.Except(stored))}\nThe other way: {string.Join('\n', stored.Except(settled))}");
    }

    [Fact]
    public async Task MarketFind_SeveralWordsTyped_KeepsEveryLetter()
    {
        await OpenAsync("/market");

        await Hook("market-find").PressSequentiallyAsync("aap ");
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex("find=aap$"));
        await Expect(Hook("market-find")).ToHaveValueAsync("aap ");
        await Hook("market-find").PressSequentiallyAsync("trades");

        await Expect(Page.Locator("[data-testid^=market-row-]")).ToHaveCountAsync(1);
        await Expect(Hook("market-row-trades-AAPL")).ToBeVisibleAsync();
        await Expect(Hook("market-find")).ToHaveValueAsync("aap trades");
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex("find=aap%20trades$"));
    }

    [Fact]
    public async Task Charts_TradesFlow_Move()
    {
        await OpenAsync("/?chart=AAPL&interval=1s");
        await Eventually.TrueAsync(
            async () => await Drawn.LinesAsync(Page) is { Count: >= 7 } lines && lines["AAPL"].Length > 0
                && (await Drawn.CandlesAsync(Page)).Length > 0, () => "There are lines and candles");
        var candle = (await Drawn.CandlesAsync(Page))[^1];
        var line = (await Drawn.LinesAsync(Page))["AAPL"][^1];
        var volumes = await Drawn.VolumesAsync(Page);

        await Eventually.TrueAsync(
            async () => (await Drawn.CandlesAsync(Page))[^1].Time > candle.Time
                && (await Drawn.LinesAsync(Page))["AAPL"][^1].Time > line.Time
                && !(await Drawn.VolumesAsync(Page)).SequenceEqual(volumes),
            () => "All three move on");
    }
}
