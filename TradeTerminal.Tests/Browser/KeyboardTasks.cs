using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using TradeTerminal.Tests.Browser.Charts;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Browser;

/// <summary>One of the tasks: the keys pressed for it, and the time from the first of them until its outcome was seen.</summary>
internal sealed record KeyboardTask(string Name, int Keys, TimeSpan Took);

/// <summary>
/// The ten main tasks of somebody at a terminal, by keyboard alone, one after the other in one page. A task is done when
/// its outcome is on the screen, in the file, or in the other browser.
/// </summary>
/// <param name="terminal">With its producer running.</param>
/// <param name="context">May read the clipboard.</param>
/// <param name="elsewhere">Another browser.</param>
internal sealed class KeyboardTasks(OwnTerminal terminal, IBrowserContext context, IBrowserContext elsewhere)
{
    private const int LargeSell = 500;

    private readonly List<KeyboardTask> _done = [];
    private IPage _page = null!;
    private int _keys;

    private ILocator Line => _page.GetByTestId("palette-input");

    private ILocator Likeliest => _page.GetByTestId("palette").GetByRole(AriaRole.Option).First.Locator("b");

    public async Task<IReadOnlyList<KeyboardTask>> RunAsync()
    {
        var moment = DateTime.UtcNow.Date.AddDays(-1).AddHours(10.5);
        await terminal.SendAsync(
            Enumerable.Range(-30, 60).Select(i => RunningTerminal.Trade("NVDA", "450", 1, at: moment.AddSeconds(5 * i))));
        // Not their first visit.
        await context.AddInitScriptAsync("location.protocol === 'http:' && localStorage.setItem('tour', 'seen')");
        _page = await context.NewPageAsync();
        await _page.GotoAsync(terminal.Address.AbsoluteUri);
        await ScreenTest.WhenLiveAsync(_page);

        await DoAsync("find a ticker", FindAsync);
        await DoAsync("change the interval", ChangeIntervalAsync);
        await DoAsync("compare two tickers", CompareAsync);
        await DoAsync("go to a time yesterday and back to live", () => GoAndReturnAsync(moment));
        await DoAsync("pause the tape, read where a trade came from", ReadSourceAsync);
        await DoAsync("filter large sells", FilterAsync);
        await DoAsync("export them", ExportAsync);
        await DoAsync("share the view with a second browser", ShareAsync);
        await DoAsync("start the producer at 100 a second", ProduceAsync);
        await SeeAsync(Hook("feed-state"), "STALE");
        await DoAsync("find out why the feed is late", AskWhyAsync);
        return _done;
    }

    private async Task FindAsync()
    {
        await CommandAsync("NVDA");
        await Assertions.Expect(Hook("chart-ticker")).ToHaveValueAsync("NVDA");
        await Eventually.TrueAsync(async () => (await Drawn.CandlesAsync(_page)).Length > 0, () => "Its candles are drawn");
    }

    private async Task ChangeIntervalAsync()
    {
        await CommandAsync("5s");
        await Assertions.Expect(Hook("interval-5s")).ToHaveAttributeAsync("aria-pressed", "true");
        await Eventually.TrueAsync(async () => (await Drawn.CandlesAsync(_page)).Any(bar => bar.Time % 60 != 0),
            () => "Candles of five seconds are drawn");
    }

    private async Task CompareAsync()
    {
        await CommandAsync("compare NVDA TSLA");
        await Assertions.Expect(Hook("compare")).ToHaveAttributeAsync("aria-pressed", "true");
        await Eventually.TrueAsync(
            async () => (await Drawn.LinesAsync(_page)).Keys.Order().SequenceEqual(["NVDA", "TSLA"]), () => "Their two lines are drawn");
    }

    private async Task GoAndReturnAsync(DateTime moment)
    {
        var time = new DateTimeOffset(moment).ToUnixTimeSeconds();
        // By its date: the day may end between here and where the trades were made.
        await CommandAsync($"goto {moment.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}");
        await Eventually.TrueAsync(
            async () => await Drawn.CandlesAsync(_page) is [.., var last] bars
                && bars.Any(bar => bar.Time == time) && last.Time < time + 3600,
            () => "The candles around the moment are drawn");
        await CommandAsync("live");
        await Eventually.TrueAsync(
            async () => await Drawn.CandlesAsync(_page) is [.., var last] && last.Time > time + 3600, () => "The live candles are drawn");
    }

    private async Task ReadSourceAsync()
    {
        await PressAsync("p", "r", "ArrowDown", "ArrowDown", "Enter");
        await Assertions.Expect(Hook("tape-pause")).ToHaveAttributeAsync("aria-pressed", "true");
        await SeeAsync(Hook("trade-place"), "offset");
        await PressAsync("Escape", "p");
        await Assertions.Expect(Hook("tape-pause")).ToHaveAttributeAsync("aria-pressed", "false");
    }

    private async Task FilterAsync()
    {
        await CommandAsync($"sells over {LargeSell}");
        await Eventually.TrueAsync(() => IsLargeSellsAsync(_page), () => "Nothing else is on the tape");
    }

    private async Task ExportAsync()
    {
        var download = await _page.RunAndWaitForDownloadAsync(() => CommandAsync("export"));
        var lines = await File.ReadAllLinesAsync(await download.PathAsync());
        Assert.NotEmpty(lines.Skip(1));
        Assert.All(lines.Skip(1), line => Assert.Contains(",sell,", line, StringComparison.Ordinal));
    }

    private async Task ShareAsync()
    {
        await CommandAsync("link");
        await SeeAsync(_page.Locator("#palette-note"), "Copied");
        await PressAsync("Escape");
        var other = await elsewhere.NewPageAsync();
        await other.GotoAsync(await _page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        Assert.Equal(_page.Url, other.Url);
        await Eventually.TrueAsync(() => IsLargeSellsAsync(other), () => "The other browser shows the same");
        await Assertions.Expect(other.GetByTestId("interval-5s")).ToHaveAttributeAsync("aria-pressed", "true");
        await other.CloseAsync();
    }

    private async Task ProduceAsync()
    {
        await CommandAsync("produce 100");
        await Assertions.Expect(_page.Locator("#palette[open]")).ToHaveCountAsync(0);
        var producer = await terminal.GetAsync("api/producer");
        Assert.Equal((true, 100), (producer.GetProperty("running").GetBoolean(), producer.GetProperty("rate").GetInt32()));
        await CommandAsync("stop");
        await Assertions.Expect(_page.Locator("#palette[open]")).ToHaveCountAsync(0);
        Assert.False((await terminal.GetAsync("api/producer")).GetProperty("running").GetBoolean());
    }

    private async Task AskWhyAsync()
    {
        await CommandAsync("why");
        await SeeAsync(Hook("stages-why"), "halted");
        await PressAsync("Escape");
    }

    private static Task<bool> IsLargeSellsAsync(IPage page) => page.EvaluateAsync<bool>(
        $$"""
        () => {
            const rows = [...document.querySelectorAll('[data-testid=trades-table] tr[data-trade-id]')];
            return rows.length > 0 && rows.every(row => row.cells[2].textContent.includes('sell')
                && Number(row.cells[4].textContent.replaceAll(',', '')) >= {{LargeSell.ToString(CultureInfo.InvariantCulture)}});
        }
        """);

    /// <summary>What is typed is read before it is entered, as a person would.</summary>
    private async Task CommandAsync(string line)
    {
        await PressAsync("/");
        await Assertions.Expect(Line).ToBeFocusedAsync();
        await _page.Keyboard.TypeAsync(line);
        _keys += line.Length;
        await Assertions.Expect(Likeliest).ToHaveTextAsync(line);
        await PressAsync("Enter");
    }

    private async Task PressAsync(params string[] keys)
    {
        foreach (var key in keys)
        {
            await _page.Keyboard.PressAsync(key);
            _keys++;
        }
    }

    private async Task DoAsync(string name, Func<Task> task)
    {
        _keys = 0;
        var clock = Stopwatch.StartNew();
        await task();
        _done.Add(new KeyboardTask(name, _keys, clock.Elapsed));
    }

    private ILocator Hook(string name) => _page.GetByTestId(name);

    private static Task SeeAsync(ILocator locator, string text) => Assertions.Expect(locator).ToContainTextAsync(text);
}
