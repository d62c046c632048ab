using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TradeTerminal.Tests.Browser.Charts;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Browser;

/// <summary>One of the tasks: the keys pressed for it, and the time from the first of them until its outcome was seen.</summary>
internal sealed record KeyboardTask(string Name, int Keys, TimeSpan Took);

/// <summary>
/// The ten tasks of the guide, by keyboard alone, one after the other in one page: what is pressed and typed is read from
/// the guide, and each step has its outcome on the screen, in a file, or in the other browser.
/// </summary>
/// <param name="terminal">With its producer running.</param>
/// <param name="context">May read the clipboard.</param>
/// <param name="elsewhere">Another browser.</param>
internal sealed class KeyboardTasks(OwnTerminal terminal, IBrowserContext context, IBrowserContext elsewhere)
{
    private static readonly Dictionary<string, string> Keys = new()
    {
        ["↓"] = "ArrowDown", ["Esc"] = "Escape", ["Enter"] = "Enter", ["End"] = "End",
    };

    /// <summary>Of the producer: any may be the one that is charted.</summary>
    private static readonly string[] Tickers = ["AAPL", "MSFT", "GOOGL", "AMZN", "TSLA", "META", "NVDA"];

    /// <summary>Where the guide leaves open what to type.</summary>
    private const string FirstLetters = "NVD";

    private readonly List<KeyboardTask> _done = [];
    private DateTime _moment;
    private IPage _page = null!;
    private DateTime[] _seen = [];
    private bool _isHeld;
    private int _keys;

    private ILocator Line => _page.GetByTestId("palette-input");

    private ILocator Likeliest => _page.GetByTestId("palette").GetByRole(AriaRole.Option).First.Locator("b");

    private ILocator Candles => Hook("candles");

    public async Task<IReadOnlyList<KeyboardTask>> RunAsync()
    {
        // Today's, too: the day may end before the guide's "yesterday" is typed.
        foreach (var day in new[] { -1, 0 })
        {
            var moment = DateTime.UtcNow.Date.AddDays(day).AddHours(10.5);
            foreach (var ticker in moment < DateTime.UtcNow ? Tickers : [])
            {
                await terminal.SendAsync(
                    Enumerable.Range(-10, 10).Select(i => RunningTerminal.Trade(ticker, "250", 1, at: moment.AddSeconds(15 * i))));
            }
        }

        await terminal.SendAsync(HttpMethod.Post, "/api/producers/indices/start", "{}");
        await Eventually.TrueAsync(async () => (await terminal.GetAsync("api/quotes?feed=indices")).GetArrayLength() > 0, () => "indices");

        // Not their first visit; and what is said for some seconds only is kept.
        await context.AddInitScriptAsync(
            """
            location.protocol === 'http:' && localStorage.setItem('tour', 'seen'); const said = globalThis.said = [];
            new MutationObserver(() => document.querySelectorAll('.mud-snackbar').forEach(it => said.push(it.textContent)))
              .observe(document, { subtree: true, childList: true, characterData: true });
            """);
        _page = await context.NewPageAsync();
        await _page.GotoAsync(terminal.Address.AbsoluteUri);
        await ScreenTest.WhenLiveAsync(_page);

        foreach (var task in GuideTask.ReadAll())
        {
            var clock = Stopwatch.StartNew();
            _keys = 0;
            await FollowAsync(task);
            _done.Add(new KeyboardTask(task.Name, _keys, clock.Elapsed));
        }

        return _done;
    }

    /// <summary>Presses and types what the guide says. A text outside a command is another example of one.</summary>
    private async Task FollowAsync(GuideTask task)
    {
        var (isTyping, typed) = (false, "");
        foreach (var input in task.Inputs)
        {
            if (input == "/")
            {
                (isTyping, typed) = (true, "");
                await OpenAsync();
            }
            else if (isTyping && input != "Enter")
            {
                typed = input;
            }
            else if (isTyping)
            {
                isTyping = false;
                await EnterAsync(typed.Length > 0 ? typed : FirstLetters);
            }
            else if (Keys.TryGetValue(input, out var key) || input.Length == 1)
            {
                await PressAsync(key ?? input);
                await SeeKeyAsync(input);
            }
            else
            {
                await OpenAsync();
                await EnterAsync(input);
            }
        }
    }

    private async Task OpenAsync()
    {
        await PressAsync("/");
        await Assertions.Expect(Line).ToBeFocusedAsync();
        await Assertions.Expect(Line).ToHaveValueAsync("");
    }

    /// <summary>What is typed is read before it is entered, as a person would.</summary>
    private async Task EnterAsync(string line)
    {
        await _page.Keyboard.TypeAsync(line);
        _keys += line.Length;
        await Assertions.Expect(Likeliest).ToContainTextAsync(line);
        if (line == "export")
        {
            await ExportAsync();
            return;
        }

        _moment = DateTime.UtcNow.Date.AddDays(-1).AddHours(10.5);
        await PressAsync("Enter");
        await Assertions.Expect(_page.Locator("#palette[open]")).ToHaveCountAsync(0);
        await SeeCommandAsync(line);
    }

    private Task SeeCommandAsync(string line) => line switch
    {
        FirstLetters => SeeTickerAsync("NVDA"),
        "15m" => SeeIntervalAsync("15m", 900),
        "3m" => SeeIntervalAsync("3m", 180),
        "45s" => SeeIntervalAsync("45s", 45),
        "compare AAPL MSFT" => SeeComparedAsync(["AAPL", "MSFT"]),
        "compare AAPL SP500" => SeeComparedAsync(["AAPL", "indices:SP500"]),
        "goto yesterday 10:30" => SeeYesterdayAsync(),
        "live" => SeeLiveAsync(),
        "sells over 500" => Eventually.TrueAsync(() => IsLargeSellsAsync(_page), () => "Nothing else is on the tape"),
        "link" => ShareAsync(),
        "produce 100" => SeeProducerAsync(true, 100),
        "stop" => SeeStoppedAsync(),
        "why" => SeeWhyAsync(),
        _ => throw new InvalidOperationException($"No outcome is known of the guide's command “{line}”"),
    };

    private async Task SeeKeyAsync(string key)
    {
        switch (key)
        {
            case "m":
                await Assertions.Expect(_page).ToHaveURLAsync(new Uri(terminal.Address, "/market").AbsoluteUri);
                break;
            case "l":
                await Assertions.Expect(_page).ToHaveURLAsync(new Uri(terminal.Address, "/pipeline").AbsoluteUri);
                break;
            case "p":
                _isHeld = !_isHeld;
                await Assertions.Expect(Hook("tape-pause")).ToHaveAttributeAsync("aria-pressed", _isHeld ? "true" : "false");
                break;
            case "↓":
                await Assertions.Expect(Hook("trades-table").Locator("tr:focus")).ToHaveCountAsync(1);
                break;
            case "Enter":
                await SeeAsync(Hook("trade-place"), "offset");
                break;
            case "Esc":
                await Assertions.Expect(Hook("trade-place")).ToHaveCountAsync(0);
                break;
            case "End":
                // Back to the moment first, for there is nothing to return from any more; the task itself takes one key for it.
                var keys = _keys;
                await OpenAsync();
                await EnterAsync("goto yesterday 10:30");
                await Candles.FocusAsync();
                await PressAsync("End");
                await SeeLiveAsync();
                _keys = keys;
                break;
            case "g" or "r":
                break;
            default:
                throw new InvalidOperationException($"No outcome is known of the guide's key “{key}”");
        }
    }

    private async Task SeeTickerAsync(string ticker)
    {
        await Assertions.Expect(Hook("chart-ticker")).ToHaveValueAsync(ticker);
        await Eventually.TrueAsync(async () => (await Drawn.CandlesAsync(_page)).Length > 0, () => "Its candles are drawn");
    }

    private async Task SeeIntervalAsync(string name, int seconds)
    {
        await Assertions.Expect(_page).ToHaveURLAsync(new Regex($"interval={name}"));
        await Eventually.TrueAsync(
            async () => await Drawn.CandlesAsync(_page) is { Length: > 0 } bars && bars.All(bar => bar.Time % seconds == 0),
            () => $"Candles of {name} are drawn");
    }

    private async Task SeeComparedAsync(string[] tickers)
    {
        await Assertions.Expect(Hook("compare")).ToHaveAttributeAsync("aria-pressed", "true");
        await Eventually.TrueAsync(
            async () => (await Drawn.LinesAsync(_page)).Keys.Order().SequenceEqual(tickers), () => "Their two lines are drawn");
    }

    private async Task SeeYesterdayAsync()
    {
        var seconds = new DateTimeOffset(_moment).ToUnixTimeSeconds();
        await Assertions.Expect(Candles).ToHaveAttributeAsync("data-at", seconds.ToString(CultureInfo.InvariantCulture));
        await Eventually.TrueAsync(
            async () => (_seen = await InViewAsync()).Any(time => time < _moment && time > _moment.AddHours(-1)),
            () => $"The candles around {_moment:O} are in view of {_page.Url}: {string.Join(' ', _seen)}");
    }

    private Task SeeLiveAsync() => Eventually.TrueAsync(
        async () => (_seen = await InViewAsync()) is [.., var newest] && newest > DateTime.UtcNow.AddMinutes(-5),
        () => $"The newest candles are in view of {_page.Url}: {string.Join(' ', _seen)}");

    private async Task<DateTime[]> InViewAsync() =>
    [
        .. (await Hook("candles").EvaluateAsync<string[]>("host => host.terminalChart?.rows().rows.map(row => row[0]) ?? []"))
            .Select(time => DateTime.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal)),
    ];

    private async Task ExportAsync()
    {
        var download = await _page.RunAndWaitForDownloadAsync(() => PressAsync("Enter"));
        var lines = await File.ReadAllLinesAsync(await download.PathAsync());
        Assert.NotEmpty(lines.Skip(1));
        Assert.All(lines.Skip(1), line => Assert.Contains(",sell,", line, StringComparison.Ordinal));
    }

    private async Task ShareAsync()
    {
        await _page.WaitForFunctionAsync("() => globalThis.said.some(text => text.includes('Copied'))");
        var other = await elsewhere.NewPageAsync();
        await other.GotoAsync(await _page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        Assert.Equal(_page.Url, other.Url);
        await Eventually.TrueAsync(() => IsLargeSellsAsync(other), () => "The other browser shows the same");
        await Assertions.Expect(other.GetByTestId("compare")).ToHaveAttributeAsync("aria-pressed", "true");
        await other.CloseAsync();
    }

    private Task SeeProducerAsync(bool isRunning, int rate) => Eventually.EqualAsync((isRunning, rate), async () =>
    {
        var producer = await terminal.GetAsync("api/producer");
        return (producer.GetProperty("running").GetBoolean(), producer.GetProperty("rate").GetInt32());
    });

    /// <summary>What the last of the tasks asks about: nothing comes any more.</summary>
    private async Task SeeStoppedAsync()
    {
        await Eventually.EqualAsync(false, async () => (await terminal.GetAsync("api/producer")).GetProperty("running").GetBoolean());
        await SeeAsync(Hook("feed-state"), "STALE");
    }

    private async Task SeeWhyAsync()
    {
        await SeeAsync(Hook("stages-why"), "halted");
        await PressAsync("Escape");
    }

    private static Task<bool> IsLargeSellsAsync(IPage page) => page.EvaluateAsync<bool>(
        """
        () => {
            const rows = [...document.querySelectorAll('[data-testid=trades-table] tr[data-trade-id]')];
            return rows.length > 0 && rows.every(row => row.cells[2].textContent.includes('sell')
                && Number(row.cells[4].textContent.replaceAll(',', '')) >= 500);
        }
        """);

    private async Task PressAsync(params string[] keys)
    {
        foreach (var key in keys)
        {
            await _page.Keyboard.PressAsync(key);
            _keys++;
        }
    }

    private ILocator Hook(string name) => _page.GetByTestId(name);

    private static Task SeeAsync(ILocator locator, string text) => Assertions.Expect(locator).ToContainTextAsync(text);
}
