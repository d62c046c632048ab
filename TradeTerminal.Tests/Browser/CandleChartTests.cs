using Microsoft.Playwright;
using TradeTerminal.Components.Charts;
using TradeTerminal.Ingest.Candles;

namespace TradeTerminal.Tests.Browser;

/// <summary>The browser's own modules draw frames as the server makes them.</summary>
[Collection(BrowserHost.Collection)]
public sealed class CandleChartTests(BrowserHost host) : ScreenTest(host)
{
    private static readonly DateTime Start = new(2026, 3, 2, 4, 0, 0, DateTimeKind.Utc);

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

    private async Task<OwnChart> ShowAsync()
    {
        await Page.RouteAsync("**/api/gaps?**", route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "application/json", Body = "[]" }));
        await Page.GotoAsync(new Uri(Terminal.Address, "/settings").AbsoluteUri);
        return await OwnChart.CreateAsync(Page, "candles");
    }

    private static byte[] Frame(bool whole, params Candle[] candles) => ChartFrame.OfCandles("OWN", Interval.Minute, whole, candles);

    private static Candle At(int minute) => Of(Start.AddMinutes(minute));

    private static Candle Of(DateTime time, decimal price = 100) => new(time, price, price, price, price, 1, price, 1);

    private static long Seconds(int minute) => new DateTimeOffset(Start.AddMinutes(minute)).ToUnixTimeSeconds();
}
