using System.Diagnostics;
using System.Globalization;
using TradeTerminal.Tests.Browser.Charts;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Browser;

/// <summary>A terminal of its own that begins empty, gets known trades and is started again.</summary>
[Collection(BrowserHost.Collection)]
public sealed class RestartTests(BrowserHost host) : ScreenTest(host)
{
    private static readonly string[] Pages = ["/", "/alerts", "/producer", "/pipeline"];
    private static readonly string[] Tickers = ["AAPL", "MSFT", "BRK.B"];

    [Fact]
    public async Task Terminal_EmptyThenFilledThenRestarted_ShowsTheSameAsBefore()
    {
        await using var terminal = await OwnTerminal.StartAsync(producesTrades: false);
        await CheckEmptyAsync(terminal);
        await terminal.SendAsync(Trades());
        await OpenTerminalPageAsync(terminal);
        await Expect(Hook("kpi-trades")).ToHaveTextAsync("200");
        var before = await ScreenAsync();

        var time = Stopwatch.StartNew();
        Assert.Equal(0, await terminal.Process.StopAsync());
        // A page is open, and others have been left.
        Assert.InRange(time.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        // Else it would load itself again in the middle of ours.
        await Page.GotoAsync("about:blank");
        await terminal.StartAgainAsync();

        await OpenTerminalPageAsync(terminal);
        List<string> after = [];
        await Eventually.TrueAsync(
            async () => (after = await ScreenAsync()).SequenceEqual(before),
            () => $"Is no more:\n{string.Join('\n', before.Except(after))}\nand is new:\n{string.Join('\n', after.Except(before))}");
    }

    /// <summary>Empty pages say the next step, and pass axe as the full ones do.</summary>
    private async Task CheckEmptyAsync(OwnTerminal terminal)
    {
        foreach (var path in Pages)
        {
            await OpenAsync(terminal, path);
            await Axe.CheckAsync(Page);
        }

        await OpenAsync(terminal, "/");
        await Expect(Hook("feed-state")).ToHaveTextAsync("STALE");
        await Expect(Hook("kpi-trades")).ToHaveTextAsync("0");
        await Expect(Page.GetByText("start the bundled producer").First).ToBeVisibleAsync();
    }

    /// <summary>On return its charts are drawn.</summary>
    private async Task OpenTerminalPageAsync(OwnTerminal terminal)
    {
        MayFailToLoad = true;
        await Page.SetViewportSizeAsync(1440, 900);
        await OpenAsync(terminal, "/?chart=MSFT");
        await Eventually.TrueAsync(
            async () => (await Drawn.CandlesAsync(Page)).Length > 1
                && (await Drawn.LinesAsync(Page)).Count == Tickers.Length, () => "The charts are drawn");
    }

    /// <summary>Everything on the terminal page that the trades decide.</summary>
    private async Task<List<string>> ScreenAsync()
    {
        List<string> screen = [];
        foreach (var hook in new[] { "kpi-trades", "kpi-average-price", "kpi-vwap", "kpi-total-volume", "kpi-most-active" })
        {
            screen.Add(await Hook(hook).InnerTextAsync());
        }

        // Without the price's age, which goes on.
        screen.Add(await Hook("chart-quote").Locator(".last").InnerTextAsync());
        screen.Add(await Hook("chart-quote").Locator(".change").InnerTextAsync());

        screen.AddRange(await RowsAsync("data-trade-id"));
        screen.AddRange((await Drawn.CandlesAsync(Page)).Select(candle => candle.ToString()));
        screen.AddRange((await Drawn.VolumesAsync(Page)).Select(volume => volume.ToString()));
        screen.AddRange((await Drawn.LinesAsync(Page)).Select(line => $"{line.Key} {string.Join(' ', line.Value)}"));
        return screen;
    }

    /// <summary>Of the last five minutes, some at the same microsecond, some with a different number of decimals.</summary>
    private static IEnumerable<string> Trades()
    {
        var start = DateTime.UtcNow.AddMinutes(-5);
        return Enumerable.Range(0, 600).Select(i => RunningTerminal.Trade(
            Tickers[i % Tickers.Length],
            (100m + (i * 37 % 101 / 8m)).ToString(CultureInfo.InvariantCulture),
            1 + (i * 7919 % 500),
            i % 3 == 0 ? "sell" : "buy",
            start.AddMilliseconds(i / 2 * 900)));
    }
}
