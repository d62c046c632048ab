using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Browser.Charts;

/// <summary>
/// To a moment of yesterday and back. The ticker has one trade a minute from 28 hours ago to an hour ago: more than a chart
/// begins with.
/// </summary>
[Collection(BrowserHost.ChartsAndPages)]
public sealed partial class MomentTests(BrowserHost host) : ScreenTest(host)
{
    private const string Ticker = "PAST";
    private const int Minutes = 27 * 60;

    private static DateTime Start { get; } = new DateTime(DateTime.UtcNow.Ticks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute,
        DateTimeKind.Utc)
        .AddMinutes(-60 - Minutes);

    private ILocator Candles => Hook("candles");

    private ILocator GoLive => Candles.GetByText("Go live");

    [Fact]
    public async Task Goto_Yesterday_StaysThereUntilItGoesLive()
    {
        await Terminal.SendAsync(Enumerable.Range(0, Minutes).Select(minute => RunningTerminal.Trade(
            Ticker, (100 + (minute % 7 * 0.25m)).ToString(CultureInfo.InvariantCulture), at: Start.AddMinutes(minute), id: new Guid(minute,
                7, 2, 3, 4, 5, 6, 7, 8, 9, 10))));
        await OpenAsync($"/?chart={Ticker}");
        await Eventually.TrueAsync(async () => (await Drawn.CandlesAsync(Page)).Length > 0, () => "The live candles are drawn");
        var newest = (await Drawn.CandlesAsync(Page))[^1].Time;

        await Page.Keyboard.PressAsync("Control+k");
        await Page.Keyboard.TypeAsync("goto yesterday");
        await Expect(Hook("palette").GetByRole(AriaRole.Option).First).ToContainTextAsync("Candles around");
        await Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Page).ToHaveURLAsync(AtYesterday());
        var address = Page.Url;
        var moment = DateTimeOffset.Parse(address[^20..], CultureInfo.InvariantCulture).ToUnixTimeSeconds();
        await ExpectAroundAsync(moment);
        await Expect(GoLive).ToBeVisibleAsync();
        Assert.True((await Drawn.CandlesAsync(Page))[^1].Time < newest);

        var view = await ViewAsync();
        await Terminal.SendAsync([RunningTerminal.Trade(Ticker, "103", 7)]);
        await Expect(Rows.Filter(new() { HasText = Ticker }).First).ToBeVisibleAsync();
        Assert.Equal(view, await ViewAsync());

        await Page.ReloadAsync();
        await WhenLiveAsync();
        await ExpectAroundAsync(moment);

        await Candles.FocusAsync();
        await Eventually.TrueAsync(
            async () =>
            {
                await Page.Keyboard.PressAsync("PageDown");
                return (await Drawn.CandlesAsync(Page))[^1].Time > newest;
            },
            () => "Newer ones are loaded, up to the live end");
        Assert.Equal((await StoredAsync()).Where(time => time >= Seconds(Start)).Reverse().Take(500),
            (await Drawn.CandlesAsync(Page)).Select(bar => bar.Time).Reverse().Take(500));

        await GoLive.ClickAsync();
        await ExpectAddressAsync($"/?chart={Ticker}");
        await Expect(GoLive).ToBeHiddenAsync();
        await Page.GoBackAsync();
        await Assertions.Expect(Page).ToHaveURLAsync(address);
        await ExpectAroundAsync(moment);

        await Candles.FocusAsync();
        await Page.Keyboard.PressAsync("End");
        await ExpectAddressAsync($"/?chart={Ticker}");
        // The field follows the address by way of the server, and takes what was typed before with it.
        await Expect(Hook("goto")).Not.ToHaveClassAsync(new Regex("is-chosen"));
        await Hook("goto").FillAsync(Start.AddHours(-3).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        await Hook("goto").PressAsync("Enter");
        await Expect(Candles.Locator(".chart-notice")).ToContainTextAsync($"No candles of {Ticker} around");
        Assert.False(await IsMarkedAsync(), "What is drawn is of another time");
        await Candles.Locator(".chart-notice button").First.ClickAsync();
        await ExpectAroundAsync(Seconds(Start));
        Assert.True(await IsMarkedAsync());
        await Expect(Candles.Locator(".chart-notice")).ToBeHiddenAsync();
    }

    /// <summary>The moment is about in the middle of what is in view.</summary>
    private Task ExpectAroundAsync(long moment) => Eventually.TrueAsync(
        async () => await ViewAsync() is { Count: > 0 } view && view[0] <= moment && moment <= view[^1] + 60
            && view[^1] - moment is > 600 and < 12 * 3600, () => $"The candles around {moment} are shown");

    /// <summary>A line with its time stands at the moment.</summary>
    private Task<bool> IsMarkedAsync() => Candles.EvaluateAsync<bool>("host => host.terminalChart.isMarked()");

    /// <summary>The times of the candles in view.</summary>
    private async Task<List<long>> ViewAsync() =>
        [.. (await Candles.EvaluateAsync<JsonElement>("host => host.terminalChart?.points().length ? host.terminalChart.rows().rows.map(row => Date.parse(row[0]) / 1000) : []"))
            .EnumerateArray().Select(time => time.GetInt64())];

    private async Task<List<long>> StoredAsync() =>
        [.. (await Terminal.GetAsync($"api/candles?ticker={Ticker}&limit=5000")).EnumerateArray().Select(candle => candle.GetProperty("time").GetDateTimeOffset().ToUnixTimeSeconds())];

    private static long Seconds(DateTime utc) => new DateTimeOffset(utc).ToUnixTimeSeconds();

    [GeneratedRegex(@"\?chart=PAST&at=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]
    private static partial Regex AtYesterday();
}
