using Microsoft.Playwright;
using TradeTerminal.Charts;
using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Tests.Browser.Charts;

/// <summary>The browser's own modules draw price lines as the server makes them.</summary>
[Collection(BrowserHost.ChartsAndPages)]
public sealed class LineChartTests(BrowserHost host) : ScreenTest(host)
{
    private static readonly DateTime Start = new(2026, 3, 2, 4, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Changes_InAQuietTime_AreTheSameInLegendAndOnTheAxis()
    {
        var chart = await ShowAsync();

        // One frame, and then nothing: what is written at first has to be right.
        await chart.ApplyAsync(
            Frame(true, Line("AAPL", (0, 200), (30, 198), (400, 202), (590, 201)), Line("MSFT", (1, 400), (20, 407), (580, 401.28m))));

        await ExpectAsync(chart, "AAPL", "201.00", "▲ +0.50 %", "+0.50 %");
        await ExpectAsync(chart, "MSFT", "401.28", "▲ +0.32 %", "+0.32 %");
        await Expect(chart.Host.Locator(".chart-since")).ToHaveTextAsync("change in 10 min");
    }

    [Fact]
    public async Task Changes_OfPricesThatGoOn_CountFromTheLastTenMinutes()
    {
        var chart = await ShowAsync();
        await chart.ApplyAsync(Frame(true, Line("AAPL", (0, 200), (5, 100), (599, 110)), Line("MSFT", (50, 400), (599, 400))));
        await ExpectAsync(chart, "AAPL", "110.00", "▼ −45.00 %", "−45.00 %");

        // Then 200 and 100 are more than ten minutes old.
        await chart.ApplyAsync(Frame(false, Line("AAPL", (612, 121))));

        await ExpectAsync(chart, "AAPL", "121.00", "▲ +10.00 %", "+10.00 %");
        await ExpectAsync(chart, "MSFT", "400.00", "■ 0.00 %", "0.00 %");
    }

    [Fact]
    public async Task Change_ThatReadsZero_HasNeitherSignNorDirection()
    {
        var chart = await ShowAsync();

        await chart.ApplyAsync(Frame(true, Line("META", (0, 100_000), (10, 99_999))));

        await ExpectAsync(chart, "META", "99,999.00", "■ 0.00 %", "0.00 %");
        await Expect(Entry(chart, "META").Locator(".chart-change")).ToHaveAttributeAsync("data-direction", "flat");
    }

    [Fact]
    public async Task Change_SeveralPricesInTheFirstSecond_CountsFromTheFirstOfThem()
    {
        var chart = await ShowAsync();

        await chart.ApplyAsync(Frame(true, new PriceLine("CHG", [new(Start, 100, 150, 100, 150, 2, 250, 2), new(Start.AddSeconds(1), 160, 160, 160, 160, 1, 160, 1)])));

        await ExpectAsync(chart, "CHG", "160.00", "▲ +60.00 %", "+60.00 %");
    }

    [Fact]
    public async Task Change_OfANegativePrice_IsOneOfItsSize()
    {
        var chart = await ShowAsync();

        await chart.ApplyAsync(Frame(true, Line("WTI", (0, -20), (10, -10))));

        await ExpectAsync(chart, "WTI", "−10.00", "▲ +50.00 %", "+50.00 %");
    }

    [Fact]
    public async Task Price_Chosen_IsOnTheAxisAndKeepsTheChangeInTheLegend()
    {
        var chart = await ShowAsync();
        await chart.ApplyAsync(Frame(true, Line("AAPL", (0, 200), (10, 201))));

        await chart.Host.GetByText("Price", new() { Exact = true }).ClickAsync();

        await ExpectAsync(chart, "AAPL", "201.00", "▲ +0.50 %", "201.00");
    }

    /// <summary>By its symbol alone, unless two feeds' are drawn.</summary>
    [Fact]
    public async Task Lines_OfOtherFeeds_AreComparedUnderTheirNames()
    {
        var chart = await ShowAsync();

        await chart.ApplyAsync(Frame(
            true, Line("AAPL", (0, 200), (10, 201)), Line("quotes:AAPL", (0, 100), (10, 98)), Line("indices:SP500", (0, 5_000), (10, 5_100))));

        Assert.Equal(["AAPL", "quotes:AAPL", "SP500"], await chart.Host.Locator(".chart-symbol").AllTextContentsAsync());
        await ExpectAsync(chart, "SP500", "5,100.00", "▲ +2.00 %", "+2.00 %");
        await ExpectAsync(chart, "quotes:AAPL", "98.00", "▼ −2.00 %", "−2.00 %");
    }

    /// <summary>Its prices come after the chart has its size.</summary>
    [Fact]
    public async Task Legend_OfManyLinesInASmallChart_LeavesRoomForTheLines()
    {
        var chart = await ShowAsync();
        await chart.Host.EvaluateAsync("host => Object.assign(host.style, { width: '360px', height: '160px' })");
        await chart.PaintedAsync();

        await chart.ApplyAsync(ChartFrame.OfLines(
            20, true, [.. Enumerable.Range(1, 8).Select(number => Line($"LONGNAME{number}", (0, 1_234_567.25m), (10, 1_234_568.5m)))]));

        Assert.InRange(
            await chart.Host.EvaluateAsync<double>("host => host.querySelector('.chart-canvas').offsetHeight / host.offsetHeight"), 0.5, 0.9);
    }

    private static async Task ExpectAsync(OwnChart chart, string symbol, string price, string change, string label)
    {
        await Expect(Entry(chart, symbol).Locator(".chart-number")).ToHaveTextAsync(price);
        await Expect(Entry(chart, symbol).Locator(".chart-change")).ToHaveTextAsync(change);
        Assert.Contains(label, await chart.WrittenAsync());
    }

    private static ILocator Entry(OwnChart chart, string symbol) => chart.Host.Locator(".chart-line").Filter(new() { HasText = symbol });

    private async Task<OwnChart> ShowAsync()
    {
        await Page.GotoAsync(new Uri(Terminal.Address, "/settings").AbsoluteUri);
        return await OwnChart.CreateAsync(Page, "price-lines");
    }

    private static byte[] Frame(bool whole, params PriceLine[] lines) => ChartFrame.OfLines(lines.Length, whole, lines);

    private static PriceLine Line(string symbol, params (int Second, decimal Price)[] prices) => new(
        symbol, [.. prices.Select(it => new Candle(Start.AddSeconds(it.Second), it.Price, it.Price, it.Price, it.Price, 1, it.Price, 1))]);
}
