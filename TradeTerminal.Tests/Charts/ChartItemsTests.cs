using Microsoft.JSInterop;
using TradeTerminal.Alerts.Data;
using TradeTerminal.Charts;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Market;
using TradeTerminal.Tests.Support.Screens;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Charts;

public sealed class ChartItemsTests : IAsyncDisposable
{
    private readonly ScreenClock _clock = new();
    private readonly TestBrowser _browser = new();
    private readonly ChartItems<AlertMark> _marks;

    public ChartItemsTests() => _marks = new ChartItems<AlertMark>("markAlerts", _clock);

    public ValueTask DisposeAsync() => _browser.DisposeAsync();

    [Fact]
    public async Task Show_AlertsOfTheTicker_SendsTimeAndRank()
    {
        await ShowAsync("AAPL", Alerts(TestAlerts.PriceMove("AAPL", ScreenClock.Start), TestAlerts.PriceMove("MSFT", ScreenClock.Start)));

        var (ticker, marks) = Assert.Single(_browser.Marks);
        Assert.Equal("AAPL", ticker);
        Assert.Equal([new AlertMark(new DateTimeOffset(ScreenClock.Start).ToUnixTimeSeconds(), 2)], marks);
    }

    [Fact]
    public async Task Show_NoneOrTheSame_SendsNothing()
    {
        await ShowAsync("AAPL", AlertsSnapshot.Empty);
        await ShowAsync("AAPL", Alerts(TestAlerts.PriceMove("MSFT", ScreenClock.Start)));
        Assert.Empty(_browser.Marks);

        var alert = TestAlerts.PriceMove("AAPL", ScreenClock.Start);
        await ShowAsync("AAPL", Alerts(alert));
        await ShowAsync("AAPL", Alerts(alert, TestAlerts.PriceMove("MSFT", ScreenClock.Start)));

        Assert.Single(_browser.Marks);
    }

    [Fact]
    public async Task Show_OtherTicker_TakesTheMarksAway()
    {
        var alerts = Alerts(TestAlerts.PriceMove("AAPL", ScreenClock.Start));
        await ShowAsync("AAPL", alerts);
        await ShowAsync("MSFT", alerts);

        Assert.Equal([("AAPL", 1), ("MSFT", 0)], _browser.Marks.Select(sent => (sent.Ticker, sent.Marks.Length)));
    }

    [Fact]
    public async Task Show_BrowserFails_TriesAgainAfterAWhile()
    {
        var alerts = Alerts(TestAlerts.PriceMove("AAPL", ScreenClock.Start));
        _browser.OnMark = new JSException("busy");
        await ShowAsync("AAPL", alerts);
        _browser.OnMark = null;
        await ShowAsync("AAPL", alerts);
        Assert.Single(_browser.Marks);

        _clock.Advance(TimeSpan.FromSeconds(1));
        await ShowAsync("AAPL", alerts);
        await ShowAsync("AAPL", alerts);

        Assert.Equal(2, _browser.Marks.Count);
    }

    private Task ShowAsync(string ticker, AlertsSnapshot alerts) =>
        _marks.ShowAsync(_browser, Instrument.OfTrades(ticker), alerts, AlertMark.Of, CancellationToken.None);

    private static AlertsSnapshot Alerts(params AlertRow[] alerts) => AlertsSnapshot.Empty with { Newest = [.. alerts] };
}
