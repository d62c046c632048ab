using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Browser.Charts;

/// <summary>
/// What a viewer does with the candles beyond looking. Their ticker has one trade a minute up to an hour ago, and nothing
/// for twenty minutes in between: from before the terminal ran. Sent again for each test, they count once.
/// </summary>
[Collection(BrowserHost.ChartsAndPages)]
public sealed class ChartToolsTests(BrowserHost host) : ScreenTest(host)
{
    private const string Ticker = "HIST";
    private const int Minutes = 1_200;
    private const int GapFrom = 1_000;
    private const int GapMinutes = 20;

    private static DateTime Start { get; } = new DateTime(DateTime.UtcNow.Ticks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute,
        DateTimeKind.Utc)
        .AddMinutes(-60 - Minutes);

    private ILocator Candles => Hook("candles");

    [Fact]
    public async Task Candles_ScrolledBack_LoadWhatIsOlderAndStayWhereTheyAre()
    {
        await SendAndOpenAsync("");
        await Eventually.TrueAsync(async () => (await Drawn.CandlesAsync(Page)).Length is > 400 and < 600, () => "The newest are drawn");

        await Candles.FocusAsync();
        await Eventually.TrueAsync(
            async () =>
            {
                await Page.Keyboard.PressAsync("PageUp");
                return await Candles.GetByText("No older candles: the first trade stored").IsVisibleAsync();
            },
            () => "All are loaded, and the beginning is named");

        await Expect(Candles.GetByText("Go live")).ToBeVisibleAsync();
        Assert.Equal(await StoredAsync(), await Drawn.CandlesAsync(Page));
        // Others in this terminal may have traded then.
        var trades = await Terminal.GetAsync(
            $"api/trades?from={Start.AddMinutes(GapFrom):s}Z&to={Start.AddMinutes(GapFrom + GapMinutes):s}Z&limit=1");
        var reason = trades.GetArrayLength() > 0 ? "quiet" : "not_read";
        await Eventually.TrueAsync(
            async () => (await AskAsync("gaps")).EnumerateArray().Any(gap => gap.GetProperty("reason").GetString() == reason
                && gap.GetProperty("from").GetInt64() == Seconds(GapFrom) && gap.GetProperty("to")
                    .GetInt64() == Seconds(GapFrom + GapMinutes)),
            () => $"The gap has its reason, {reason}");

        await Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        var view = await ViewAsync();
        await Terminal.SendAsync([RunningTerminal.Trade(Ticker, "103", 7, at: Start.AddMinutes(Minutes + 30))]);
        await Eventually.TrueAsync(async () => (await Drawn.CandlesAsync(Page)).Length == Minutes - GapMinutes + 1,
            () => "The new candle is drawn");
        await Eventually.TrueAsync(async () => await ViewAsync() == view, () => $"The view is still that from {view}");

        await Page.Keyboard.PressAsync("End");
        await Expect(Candles.GetByText("Go live")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Overlays_OfTheAddress_EqualTheirFormulas()
    {
        await SendAndOpenAsync("&overlays=vwap,ma3");
        var stored = (await Terminal.GetAsync($"api/candles?ticker={Ticker}&limit=5000")).EnumerateArray()
            .Select(candle => (
                Time: candle.GetProperty("time").GetDateTimeOffset(), Close: candle.GetProperty("close").GetDouble(),
                Volume: candle.GetProperty("volume").GetDouble(), Notional: candle.GetProperty("notional").GetDouble()))
            .ToList();
        var day = stored.Where(candle => candle.Time.UtcDateTime.Date == stored[^1].Time.UtcDateTime.Date).ToList();
        var expected = new Dictionary<string, double>
        {
            ["vwap"] = day.Sum(candle => candle.Notional) / day.Sum(candle => candle.Volume),
            ["ma3"] = stored.TakeLast(3).Average(candle => candle.Close),
        };

        await Eventually.TrueAsync(
            async () =>
            {
                var drawn = (await AskAsync("overlays")).EnumerateArray().ToDictionary(
                    line => line.GetProperty("name").GetString()!, line => line.GetProperty("points").EnumerateArray().ToList());
                return expected.All(line => drawn.TryGetValue(line.Key, out var points) && points.Count > 0
                    && points[^1].GetProperty("time").GetInt64() == stored[^1].Time.ToUnixTimeSeconds()
                    && Math.Abs(points[^1].GetProperty("value").GetDouble() - line.Value) < 1e-6);
            },
            () => "Both lines end at what the formula gives");
        // The legend's line and, below it, that of the overlays; the canvas itself may be a pixel off.
        Assert.InRange(await Candles.EvaluateAsync<double>(
            "host => { const [made, drawn] = [host.terminalChart.picture(), host.querySelector('.chart-canvas')]; return made.height * drawn.clientWidth / made.width - drawn.clientHeight; }"), 44, 48);

        await Hook("overlays").ClickAsync();
        await Hook("overlay-vwap").ClickAsync();
        await ExpectAddressAsync($"/?chart={Ticker}&overlays=ma3");
        await Eventually.TrueAsync(async () => (await AskAsync("overlays")).GetArrayLength() == 1, () => "One line is left");
    }

    [Fact]
    public async Task Keys_LeftTwice_SayTheCandleBeforeTheNewest()
    {
        await SendAndOpenAsync("");
        await Eventually.TrueAsync(async () => (await Drawn.CandlesAsync(Page)).Length > 0, () => "There are candles");
        var bar = (await Drawn.CandlesAsync(Page))[^2];

        await Candles.FocusAsync();
        await Page.Keyboard.PressAsync("ArrowLeft");
        await Page.Keyboard.PressAsync("ArrowLeft");

        var time = DateTimeOffset.FromUnixTimeSeconds(bar.Time).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        await Expect(Candles.Locator("[aria-live]"))
            .ToContainTextAsync($"{time} UTC: open {bar.Open.ToString("F2", CultureInfo.InvariantCulture)}");
        await Expect(Candles.Locator(".chart-time")).ToContainTextAsync(time);

        await Page.Keyboard.PressAsync("c");
        await ExpectAddressAsync(
            string.Create(CultureInfo.InvariantCulture,
                $"/?chart={Ticker}&since={DateTimeOffset.FromUnixTimeSeconds(bar.Time):yyyy-MM-dd'T'HH:mm:ss'Z'}"));
    }

    [Fact]
    public async Task Menu_TableAndCsv_HoldWhatIsInView()
    {
        await SendAndOpenAsync("&overlays=ma2");
        await Eventually.TrueAsync(async () => (await Drawn.CandlesAsync(Page)).Length > 0, () => "There are candles");
        var menu = Hook("chart-menu-candles");

        await menu.ClickAsync();
        await Page.Locator(".at-candles [data-chart-action=table]").ClickAsync();
        var rows = await AskAsync("rows");
        var shown = rows.GetProperty("rows").EnumerateArray()
            .Select(row => row.EnumerateArray().Select(cell => cell.GetString()!).ToList()).ToList();
        await Expect(Candles.Locator("tbody tr")).ToHaveCountAsync(shown.Count);
        await Expect(Candles.Locator("tbody tr").First).ToContainTextAsync(shown[^1][4]);

        await menu.ClickAsync();
        var download = await Page.RunAndWaitForDownloadAsync(() => Page.Locator(".at-candles [data-chart-action=csv]").ClickAsync());
        await using var stream = await download.CreateReadStreamAsync();
        using var reader = new StreamReader(stream);
        var lines = (await reader.ReadToEndAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("time,open,high,low,close,volume,ma2", lines[0]);
        Assert.Equal(shown.Select(row => string.Join(',', row)), lines.Skip(1));
        Assert.StartsWith($"{Ticker}-1m-", download.SuggestedFilename, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Zone_Chosen_IsThatOfTheChartAndItsTable()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata");
        await Page.AddInitScriptAsync($"localStorage.setItem('zone', '{zone.Id}')");
        await SendAndOpenAsync("");
        await Eventually.TrueAsync(async () => (await Drawn.CandlesAsync(Page)).Length > 0, () => "There are candles");

        await Expect(Candles.Locator(".chart-zone")).ToHaveTextAsync("Kolkata");
        await Expect(Candles.Locator(".chart-time")).ToContainTextAsync("UTC+5:30");
        await Expect(Page.Locator(".at-candles .says")).ToContainTextAsync("Kolkata");
        await Hook("chart-menu-candles").ClickAsync();
        await Page.Locator(".at-candles [data-chart-action=table]").ClickAsync();
        var newest = (await AskAsync("rows")).GetProperty("rows").EnumerateArray().Last()[0].GetString()!;
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.Parse(newest, CultureInfo.InvariantCulture), zone);
        Assert.EndsWith("Z", newest, StringComparison.Ordinal);
        await Expect(Candles.Locator("tbody th").First)
            .ToHaveTextAsync(local.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        await Hook("interval-typed").FillAsync("1d");
        await Hook("interval-typed").PressAsync("Enter");
        await Expect(Candles.Locator(".chart-zone")).ToHaveTextAsync("Kolkata, days of UTC");
    }

    [Fact]
    public async Task Compare_SinceAMomentOfTheDatabase_ShowsTheChangeSinceThen()
    {
        var moment = Start.AddMinutes(GapFrom);
        await SendAndOpenAsync($"&tickers={Ticker}");
        var stored = await StoredAsync();
        // The last trade before the moment is the one before the gap.
        var change = (100 * ((stored[^1].Close / stored[GapFrom - 1].Close) - 1)).ToString("+0.00;−0.00", CultureInfo.InvariantCulture);

        await OpenAsync(string.Create(CultureInfo.InvariantCulture, $"/?tickers={Ticker}&since={moment:yyyy-MM-dd'T'HH:mm:ss'Z'}"));

        await Expect(Hook("price-lines").Locator(".chart-line").Filter(new() { HasText = Ticker })).ToContainTextAsync($"{change} %");
        await Hook("compare").ClickAsync();
        await ExpectAddressAsync($"/?tickers={Ticker}");

        await Hook("interval-typed").FillAsync("45S");
        await Hook("interval-typed").PressAsync("Enter");
        await ExpectAddressAsync($"/?tickers={Ticker}&interval=45s");
        await Expect(Hook("interval-typed")).ToHaveValueAsync("45s");
        await Hook("interval-typed").FillAsync("7m");
        await Hook("interval-typed").PressAsync("Enter");
        await Expect(Hook("interval-problem")).ToContainTextAsync("a day must divide into it evenly");
    }

    private static long Seconds(int minute) => new DateTimeOffset(Start.AddMinutes(minute)).ToUnixTimeSeconds();

    private async Task SendAndOpenAsync(string rest)
    {
        await Terminal.SendAsync(Enumerable.Range(0, Minutes)
            .Where(minute => minute is < GapFrom or >= GapFrom + GapMinutes)
            .Select(minute => RunningTerminal.Trade(
                Ticker, (100 + (minute % 7 * 0.25m)).ToString(CultureInfo.InvariantCulture), 1 + (minute % 11), at: Start.AddMinutes(minute),
                id: new Guid(minute, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10))));
        await OpenAsync($"/?chart={Ticker}{rest}");
    }

    private async Task<Bar[]> StoredAsync() =>
        [.. (await Terminal.GetAsync($"api/candles?ticker={Ticker}&limit=5000")).EnumerateArray().Select(candle => new Bar(
            candle.GetProperty("time").GetDateTimeOffset().ToUnixTimeSeconds(),
            candle.GetProperty("open").GetDouble(), candle.GetProperty("high").GetDouble(), candle.GetProperty("low").GetDouble(),
            candle.GetProperty("close").GetDouble(), candle.GetProperty("volume").GetDouble()))];

    /// <summary>The first candle in view.</summary>
    private async Task<string> ViewAsync() => (await AskAsync("rows")).GetProperty("rows")[0][0].GetString()!;

    private Task<JsonElement> AskAsync(string what) => Candles.EvaluateAsync<JsonElement>($"host => host.terminalChart?.{what}() ?? []");
}
