using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TradeTerminal.Charts;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Browser.Charts;

/// <summary>The browser's own modules draw frames as the server makes them.</summary>
[Collection(BrowserHost.ChartsAndPages)]
public sealed class CandleChartTests(BrowserHost host) : ScreenTest(host)
{
    private static readonly DateTime Start = new(2026, 3, 2, 4, 0, 0, DateTimeKind.Utc);

    private readonly ConcurrentQueue<string> _gapCalls = new();
    private string _gaps = "[]";

    [Fact]
    public async Task Changes_OlderThanWhatIsDrawn_MakeNoGap()
    {
        var chart = await ShowAsync();
        await chart.ApplyAsync(Frame(true, [.. Enumerable.Range(600, CandleFrames.Bars).Select(minute => At(minute))]));

        await chart.ApplyAsync(Frame(false, [At(100), At(600 + CandleFrames.Bars)]));

        var times = await chart.TimesAsync();
        Assert.Equal((Seconds(600), Seconds(600 + CandleFrames.Bars)), (times[0], times[^1]));
        Assert.Empty(await chart.AskAsync("gaps"));
    }

    [Fact]
    public async Task Changes_OlderWithinTheRangeThatWasRead_AreDrawn()
    {
        var chart = await ShowAsync();
        await chart.ApplyAsync(Frame(true, [At(600), At(601), At(602)]));

        await chart.ApplyAsync(Frame(false, [At(598)]));
        await chart.ApplyAsync(Frame(false, [At(602 - CandleFrames.Bars), At(603)]));

        Assert.Equal([Seconds(598), Seconds(600), Seconds(601), Seconds(602), Seconds(603)], await chart.TimesAsync());
    }

    [Fact]
    public async Task Gaps_OfSeconds_AreAskedForFromTheirMinute()
    {
        _gaps = """[{ "from": "2026-03-02T04:01:00Z", "to": "2026-03-02T04:05:00Z", "reason": "silent" }]""";
        var chart = await ShowAsync();

        await chart.ApplyAsync(
            ChartFrame.OfCandles("GAPS", Interval.Second, true,
                [Of(Start.AddSeconds(26)), Of(Start.AddSeconds(27)), Of(Start.AddSeconds(303))]));

        await Eventually.TrueAsync(
            async () => (await chart.AskAsync("gaps")).Single().GetProperty("reason").GetString() == "silent", () => "The reason is drawn");
        Assert.Contains("from=2026-03-02T04%3A00%3A00.000Z", Assert.Single(_gapCalls), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CandlesOfADay_WestOfGreenwich_AreNamedByTheirUtcDayEverywhere()
    {
        await Page.AddInitScriptAsync("localStorage.setItem('zone', 'America/New_York')");
        var chart = await ShowAsync();
        Assert.True(Interval.TryParse("1d", out var day));
        await chart.ApplyAsync(ChartFrame.OfCandles("OWN", day, true, [.. Enumerable.Range(0, 5).Select(i => Of(Start.Date.AddDays(i)))]));

        await Expect(chart.Host.Locator(".chart-time")).ToHaveTextAsync("2026-03-06, UTC day");
        await chart.Host.FocusAsync();
        await Page.Keyboard.PressAsync("ArrowLeft");
        await Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(chart.Host.Locator("[aria-live]")).ToContainTextAsync("2026-03-05, UTC day: open 100.00");
        await Eventually.TrueAsync(() => chart.HasWrittenAsync("2026-03-05, UTC day"), () => "The crosshair names the day");

        await chart.Host.EvaluateAsync("host => host.terminalChart.toggleTable()");
        await Expect(chart.Host.Locator("tbody th").First).ToHaveTextAsync("2026-03-06");
        await Expect(chart.Host.Locator("caption")).ToContainTextAsync("days of UTC");
    }

    [Fact]
    public async Task Prices_BelowTheUsualDecimals_AreDrawnWithTheirDigits()
    {
        var chart = await ShowAsync();

        await chart.ApplyAsync(Frame(true, Of(Start, 0.0000000012m), Of(Start.AddMinutes(1), 0.0000000015m)));

        await Expect(chart.Host.Locator(".chart-number").Nth(3)).ToHaveTextAsync("0.0000000015");
        var written = await chart.WrittenAsync();
        Assert.True(written.Count(text => text.StartsWith("0.000000001", StringComparison.Ordinal)) > 2, string.Join(' ', written));
    }

    [Fact]
    public async Task Decimals_Joined_LeaveRoomForTheLargestPrice()
    {
        await ShowAsync();

        // Only counted: nothing is drawn of it.
        var decimals = await Page.EvaluateAsync<int[]>(
            """
            async ([step, ...largest]) => {
              const { Decimals } = await import('/js/charts/scale.js');
              return largest.map(largest => {
                const decimals = new Decimals();
                decimals.want(-Math.round(Math.log10(step)));
                decimals.hold([{ high: step, low: step }, { high: largest, low: largest }]);
                decimals.want(2);
                return decimals.value;
              });
            }
            """,
            new[] { 1e-8, 9_999_999, 10_000_000, 1_234_567_890 });

        Assert.Equal([8, 7, 5], decimals);
    }

    [Fact]
    public async Task Volumes_OnTheAxis_AreShort()
    {
        await ShowAsync();

        Assert.Equal(
            ["995", "0.004", "1M", "1.25K", "5Q", "9.007Q", "2e18", "1e-8"],
            await Page.EvaluateAsync<string[]>(
                "async volumes => { const { shortOf } = await import('/js/charts/scale.js'); return volumes.map(it => shortOf(it)); }",
                new[] { 995, 0.004, 999_960, 1_250, 5e15, 9_007_199_254_740_992, 2e18, 1e-8 }));
    }

    [Theory]
    [InlineData("995", "^[1-9][0-9]{2}$")]
    [InlineData("0.004", @"^0\.00[0-9]+$")]
    [InlineData("9007199254740992", @"^[0-9.]+Q$")]
    public async Task Volumes_Drawn_AreLabelledInTheirSize(string largest, string label)
    {
        var volume = decimal.Parse(largest, CultureInfo.InvariantCulture);
        var chart = await ShowAsync();
        var small = Of(Start) with { Volume = 0 };

        await chart.ApplyAsync(Frame(true, small, small with { Time = Start.AddMinutes(1), Volume = volume / 1_000 }));
        await chart.ApplyAsync(Frame(false, small with { Time = Start.AddMinutes(2), Volume = volume }));

        // Prices have two decimals here, and times a colon.
        var labels = (await chart.WrittenAsync())
            .Where(text => !text.Contains(':', StringComparison.Ordinal) && !text.EndsWith(".00", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(labels);
        Assert.Equal((double)volume, (await chart.AskAsync("points"))[^1].GetProperty("volume").GetDouble());
        await Expect(chart.Host.Locator(".chart-number").Nth(4))
            .ToHaveTextAsync(volume.ToString("#,0.######", CultureInfo.InvariantCulture));
        Assert.Contains(labels, text => Regex.IsMatch(text, label));
        Assert.DoesNotContain(labels, text => text.EndsWith('B'));
    }

    [Theory]
    [InlineData("100.25", "▲ +0.25 % in 1m", "up", "up 0.25 %")]
    [InlineData("99.5", "▼ −0.50 % in 1m", "down", "down 0.50 %")]
    [InlineData("99.999", "■ 0.00 % in 1m", "flat", "unchanged")]
    public async Task Change_OfACandle_SaysItsBaseAndGoesByWhatIsShown(string close, string shown, string direction, string said)
    {
        var chart = await ShowAsync();
        await chart.ApplyAsync(Frame(true, Of(Start) with { Close = decimal.Parse(close, CultureInfo.InvariantCulture) }));

        var change = chart.Host.Locator(".chart-change");
        await Expect(change).ToHaveTextAsync(shown);
        await Expect(change).ToHaveAttributeAsync("data-direction", direction);
        await chart.Host.FocusAsync();
        await Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(chart.Host.Locator("[aria-live]")).ToContainTextAsync(said);
    }

    private async Task<OwnChart> ShowAsync()
    {
        await Page.RouteAsync("**/api/gaps?**", route =>
        {
            _gapCalls.Enqueue(route.Request.Url);
            return route.FulfillAsync(new RouteFulfillOptions { ContentType = "application/json", Body = _gaps });
        });
        await Page.GotoAsync(new Uri(Terminal.Address, "/settings").AbsoluteUri);
        return await OwnChart.CreateAsync(Page, "candles");
    }

    private static byte[] Frame(bool whole, params Candle[] candles) => ChartFrame.OfCandles("OWN", Interval.Minute, whole, candles);

    private static Candle At(int minute) => Of(Start.AddMinutes(minute));

    private static Candle Of(DateTime time, decimal price = 100) => new(time, price, price, price, price, 1, price, 1);

    private static long Seconds(int minute) => new DateTimeOffset(Start.AddMinutes(minute)).ToUnixTimeSeconds();
}
