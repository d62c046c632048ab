using System.Collections.Concurrent;
using Microsoft.Playwright;
using TradeTerminal.Components.Charts;
using TradeTerminal.Ingest.Candles;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Browser;

/// <summary>The browser's own modules draw frames as the server makes them.</summary>
[Collection(BrowserHost.Collection)]
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

        await chart.ApplyAsync(ChartFrame.OfCandles("GAPS", Interval.Second, true, [Of(Start.AddSeconds(26)), Of(Start.AddSeconds(27)), Of(Start.AddSeconds(303))]));

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

        await Expect(chart.Host.Locator(".chart-time")).ToHaveTextAsync("6 Mar 2026, UTC day");
        await chart.Host.FocusAsync();
        await Page.Keyboard.PressAsync("ArrowLeft");
        await Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(chart.Host.Locator("[aria-live]")).ToContainTextAsync("5 Mar 2026, UTC day: open 100.00");
        Assert.Contains("5 Mar 2026, UTC day", await chart.WrittenAsync());

        await chart.Host.EvaluateAsync("host => host.terminalChart.toggleTable()");
        await Expect(chart.Host.Locator("tbody th").First).ToHaveTextAsync("2026-03-06");
        await Expect(chart.Host.Locator("caption")).ToContainTextAsync("days of UTC");
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
