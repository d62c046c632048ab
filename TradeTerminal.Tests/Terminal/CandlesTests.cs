using Bunit;
using Microsoft.JSInterop;
using TradeTerminal.Charts;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;
using TradeTerminal.Tests.Charts;
using TradeTerminal.Tests.Support;
using CandleChart = TradeTerminal.Terminal.Candles;

namespace TradeTerminal.Tests.Terminal;

public sealed class CandlesTests : ChartContext
{
    [Fact]
    public async Task Render_First_SetsUpOneChartAndSendsAWholeFrame()
    {
        Past = [Of(Market.Now.AddHours(-8), 80)];
        Market.Trade("AAPL", 1, 100).Publish();

        Show();

        var frame = await NextAsync();
        Assert.Equal(["candles"], Browser.Created);
        Assert.True(frame.Whole);
        Assert.Equal([80, 100], frame.Candles.Select(candle => candle.Close));
    }

    [Fact]
    public void Render_SomeTrades_SaysThemInWords()
    {
        Market.Trade("AAPL", 61, 100).Trade("AAPL", 1, 101).Publish();

        var figure = Show().Find("[data-testid=candles]");

        Assert.Equal("figure", figure.GetAttribute("role"));
        Assert.Equal(
            "Candles of AAPL with volume, 1m each: 101.00 at 14:29 UTC, up 1.00 % since 00:00 UTC.",
            figure.GetAttribute("aria-label"));
    }

    [Fact]
    public async Task Publish_AfterAnAnswer_SendsOnlyWhatChanged()
    {
        Market.Trade("AAPL", 61, 100).Trade("AAPL", 1, 101).Publish();
        await ShowAnsweredAsync();

        Market.Trade("AAPL", 1, 102, 5, Side.Sell).Publish();

        var frame = await NextAsync();
        Assert.False(frame.Whole);
        Assert.Equal([new FrameCandle(Market.Now.AddMinutes(-1), 101, 102, 101, 102, 6, 611)], frame.Candles);
    }

    /// <summary>A step would leave what was drawn of it before.</summary>
    [Fact]
    public async Task Publish_SymbolDeletedAndThereAgain_SendsAWholeFrame()
    {
        Market.Trade("AAPL", 61, 100).Publish();
        await ShowAnsweredAsync();

        Market.Delete().Trade("AAPL", 1, 102).Publish();

        var frame = await NextAsync();
        Assert.True(frame.Whole);
        Assert.Equal([102], frame.Candles.Select(candle => candle.Close));
    }

    [Fact]
    public async Task Publish_FrameOnItsWay_WaitsAndThenSendsAllAtOnce()
    {
        Market.Trade("AAPL", 1, 100).Publish();
        Show();
        var first = await Browser.FrameAsync();

        Market.Trade("AAPL", 1, 101, 10).Publish();
        Market.Trade("AAPL", 1, 102, 10).Publish();
        Assert.Equal(0, Browser.Waiting);
        first.Answer();

        var candle = Assert.Single((await NextAsync()).Candles);
        Assert.Equal((102, 21), (candle.Close, candle.Volume));
    }

    [Fact]
    public async Task Publish_OtherTicker_SendsNothing()
    {
        Market.Trade("AAPL", 1, 100).Publish();
        await ShowAnsweredAsync();

        Market.Trade("MSFT", 1, 400).Publish();
        Market.Trade("AAPL", 1, 101).Publish();

        Assert.Equal(101, Assert.Single((await NextAsync()).Candles).Close);
    }

    [Fact]
    public async Task SetHidden_Hidden_SendsNothingUntilItReturns()
    {
        Market.Trade("AAPL", 1, 100).Publish();
        var chart = await ShowAnsweredAsync();
        await chart.InvokeAsync(() => chart.Instance.SetHiddenAsync(true));

        Market.Trade("AAPL", 1, 101).Publish();
        Market.Trade("AAPL", 1, 102).Publish();
        Assert.Equal(0, Browser.Waiting);
        _ = chart.InvokeAsync(() => chart.Instance.SetHiddenAsync(false));

        var frame = await NextAsync();
        Assert.False(frame.Whole);
        Assert.Equal(102, Assert.Single(frame.Candles).Close);
    }

    [Fact]
    public async Task SetHidden_ForLong_BeginsAnewOnReturn()
    {
        Market.Trade("AAPL", 1, 100).Publish();
        var chart = await ShowAnsweredAsync();
        await chart.InvokeAsync(() => chart.Instance.SetHiddenAsync(true));

        Market.Clock.Advance(FramedChart.Lapse + TimeSpan.FromSeconds(1));
        _ = chart.InvokeAsync(() => chart.Instance.SetHiddenAsync(false));

        Assert.True((await NextAsync()).Whole);
    }

    [Fact]
    public async Task Apply_BrowserAway_SendsTheSameStepWhenItIsBack()
    {
        Market.Trade("AAPL", 1, 100).Publish();
        var chart = await ShowAnsweredAsync();
        Market.Trade("AAPL", 61, 90).Publish();
        var lost = await Browser.FrameAsync();

        lost.Fail(new InvalidOperationException("offline"));
        await PassAsync(chart, TimeSpan.FromSeconds(1));

        Assert.Equal(lost.Bytes, (await Browser.FrameAsync()).Bytes);
    }

    [Fact]
    public async Task Apply_FailsInTheBrowser_BeginsAnew()
    {
        Market.Trade("AAPL", 1, 100).Publish();
        var chart = await ShowAnsweredAsync();
        Market.Trade("AAPL", 61, 90).Publish();

        (await Browser.FrameAsync()).Fail(new JSException("no such bar"));
        await PassAsync(chart, TimeSpan.FromSeconds(1));

        Assert.True((await NextAsync()).Whole);
    }

    [Fact]
    public async Task Parameters_OtherIntervalWhileAFrameIsOnItsWay_SendsAWholeOneOfThat()
    {
        Market.Trade("AAPL", 1, 100).Publish();
        var chart = Show();
        var first = await Browser.FrameAsync();

        chart.Render(parameters => parameters.Add(candles => candles.Interval, Interval.Second));
        first.Answer();

        var frame = await NextAsync();
        Assert.Equal((true, 1u), (frame.Whole, frame.Interval));
    }

    [Fact]
    public async Task Parameters_Same_SendNothing()
    {
        Market.Trade("AAPL", 1, 100).Publish();
        var chart = await ShowAnsweredAsync();

        chart.Render(parameters => parameters.Add(candles => candles.Interval, Interval.Minute));
        Market.Trade("AAPL", 1, 101).Publish();

        Assert.False((await NextAsync()).Whole);
    }

    [Fact]
    public async Task Publish_LateBeyondTheLiveMinutes_ReadsThePastAgain()
    {
        Market.Trade("AAPL", 1, 100).Publish();
        var chart = await ShowAnsweredAsync();

        Past = [Of(Market.Now.AddHours(-30), 70)];
        Market.Trade("AAPL", 30 * 3600, 70).Publish();
        await PassAsync(chart, TimeSpan.FromSeconds(2));

        Assert.Equal([70, 100], (await NextAsync()).Candles.Select(candle => candle.Close));
        Assert.Equal(2, Reads);
    }

    [Fact]
    public async Task Render_DatabaseAway_ShowsWhatIsLiveAndThePastWhenItIsBack()
    {
        Past = null;
        Market.Trade("AAPL", 1, 100).Publish();
        var chart = Show();
        var first = await Browser.FrameAsync();
        Assert.Equal([100], FrameReader.ReadCandles(first.Bytes).Candles.Select(candle => candle.Close));
        first.Answer();

        Past = [Of(Market.Now.AddHours(-8), 80)];
        await PassAsync(chart, TimeSpan.FromSeconds(2));

        Assert.Equal([80, 100], (await NextAsync()).Candles.Select(candle => candle.Close));
    }

    /// <summary>Prices of other feeds move as trades do, and no chart of them asks the database again.</summary>
    [Theory]
    [InlineData("quotes:AAPL", new[] { 101.0, 105 })]
    [InlineData("quotes:AAPL:NYSE", new[] { 105.0 })]
    public async Task Publish_OtherFeed_SendsWhatChangedWithoutAnotherReading(string key, double[] closes)
    {
        Market.Quote("AAPL", "NYSE", 61, 100, 2).Quote("AAPL", "BATS", 61, 101, 3).Publish();
        Past = [Of(Market.Now.AddHours(-8), 80)];
        await ShowAnsweredAsync(key);

        Market.Trade("AAPL", 1, 7).Quote("AAPL", "BATS", 62, 102).Quote("AAPL", "NYSE", 1, 105).Publish();

        var frame = await NextAsync();
        Assert.Equal((false, key), (frame.Whole, frame.Symbol));
        Assert.Equal(closes, frame.Candles.Select(candle => candle.Close));
        Assert.Equal(1, Reads);
    }

    [Fact]
    public void Render_OtherFeed_SaysItInWords()
    {
        Market.Quote("AAPL", "NYSE", 61, 100).Quote("AAPL", "BATS", 1, 101).Publish();

        Assert.Equal(
            "Candles of Quotes: AAPL with volume, 1m each: 101.00 at 14:29 UTC, up 1.00 % since 00:00 UTC.",
            Show("quotes:AAPL").Find("[data-testid=candles]").GetAttribute("aria-label"));
        Assert.StartsWith("Candles of Crypto: BTC-USD: no prices yet.",
            Show("crypto:BTC-USD").Find("[data-testid=candles]").GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_Shown_UnsubscribesAndRemovesTheChart()
    {
        Market.Trade("AAPL", 1, 100).Publish();
        await ShowAnsweredAsync();
        Assert.Equal(1, Market.Updates.SubscriberCount);

        await DisposeComponentsAsync();
        Market.Trade("AAPL", 1, 101).Publish();

        Assert.Equal(0, Market.Updates.SubscriberCount);
        Assert.Equal(1, Browser.Disposed);
        Assert.Equal(0, Browser.Waiting);
    }

    [Fact]
    public async Task Dispose_BrowserGone_IsQuiet()
    {
        Market.Trade("AAPL", 1, 100).Publish();
        var chart = await ShowAnsweredAsync();
        Browser.OnDispose = new JSDisconnectedException("gone");

        await chart.Instance.DisposeAsync();

        Assert.Equal(0, Market.Updates.SubscriberCount);
    }

    private IRenderedComponent<CandleChart> Show(string key = "AAPL") => Render<CandleChart>(parameters => parameters
        .Add(chart => chart.Instrument, Instrument.TryParse(key, out var instrument) ? instrument : null!)
        .Add(chart => chart.Interval, Interval.Minute));

    private async Task<IRenderedComponent<CandleChart>> ShowAnsweredAsync(string key = "AAPL")
    {
        var chart = Show(key);
        (await Browser.FrameAsync()).Answer();
        // The answer is taken in on the renderer: once that has drawn again without a frame, it has been.
        await PassAsync(chart, TimeSpan.Zero);
        return chart;
    }

    /// <summary>Lets the chart take in what has happened, then time pass, then it is woken.</summary>
    private async Task PassAsync(IRenderedComponent<CandleChart> chart, TimeSpan time)
    {
        using var patience = new CancellationTokenSource(Patience.Limit);
        while (chart.Instance.IsDrawing)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Market.Clock.Advance(time);
        Market.Updates.Wake();
    }

    private async Task<CandlesFrame> NextAsync() => FrameReader.ReadCandles((await Browser.FrameAsync()).Bytes);

    private static Candle Of(DateTime time, decimal price) => new(time, price, price, price, price, 1, price, 1);
}
