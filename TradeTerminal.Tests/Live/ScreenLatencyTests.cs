using Microsoft.JSInterop;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Live;
using TradeTerminal.Tests.Support.Screens;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Live;

public sealed class ScreenLatencyTests : IAsyncDisposable
{
    private readonly ScreenClock _clock = new();
    private readonly Page _page = new();
    private readonly ScreenLatency _latency;

    public ScreenLatencyTests() => _latency = new ScreenLatency(_page, _clock);

    public ValueTask DisposeAsync() => _latency.DisposeAsync();

    [Fact]
    public async Task MeasureAsync_Painted_IsTheTimeSinceTheEvent()
    {
        _page.WhenAsked = () => _clock.Advance(TimeSpan.FromMilliseconds(40));

        await _latency.MeasureAsync(_clock.UtcNow);
        await _latency.MeasureAsync(_clock.UtcNow.AddMilliseconds(-100));

        Assert.Equal(2, _latency.Count);
        Assert.Equal(TimeSpan.FromMilliseconds(40), _latency.Median);
        Assert.Equal(TimeSpan.FromMilliseconds(140), _latency.Worst99);
    }

    /// <summary>What is drawn at intervals speaks only where nothing is drawn for each trade.</summary>
    [Fact]
    public async Task MeasureQuietAsync_TapeMeasures_KeepsStillUntilItIsQuiet()
    {
        await _latency.MeasureAsync(_clock.UtcNow);
        await _latency.MeasureQuietAsync(_clock.UtcNow, _clock.GetUtcNow());
        Assert.Equal(1, _latency.Count);

        _clock.Advance(TimeSpan.FromSeconds(3));
        await _latency.MeasureQuietAsync(_clock.UtcNow, _clock.GetUtcNow());
        Assert.Equal(2, _latency.Count);
    }

    [Fact]
    public async Task MeasureAsync_EventOfAMadeUpPast_IsNoSample()
    {
        var past = new MadeUpPast();
        past.Begin("trades", _clock.UtcNow.AddHours(-1));
        await using var latency = new ScreenLatency(_page, _clock, past: past);

        await latency.MeasureAsync(_clock.UtcNow);

        Assert.Equal(0, latency.Count);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 0)]
    public async Task MeasureAsync_ViewerWhoChoseToWait_IsNoSampleOfTheTerminal(bool isShared, int stages)
    {
        var feeds = new FeedGauges([new FeedGauge("trades", "orders", _clock)]);
        await using var latency = new ScreenLatency(_page, _clock, feeds);

        await latency.MeasureAsync(_clock.UtcNow, _clock.GetUtcNow(), isShared);

        Assert.Equal(1, latency.Count);
        Assert.Equal(stages, feeds.Trades.Latency.Current.Stages.Length);
    }

    [Fact]
    public async Task MeasureAsync_HiddenPage_IsNoSample()
    {
        _page.Answer = Task.FromResult(false);

        await _latency.MeasureAsync(_clock.UtcNow);

        Assert.Equal(0, _latency.Count);
        Assert.Null(_latency.Median);
    }

    [Fact]
    public async Task MeasureAsync_OneOnItsWay_IsNotAskedAgain()
    {
        var painted = new TaskCompletionSource<bool>();
        _page.Answer = painted.Task;

        var first = _latency.MeasureAsync(_clock.UtcNow);
        await _latency.MeasureAsync(_clock.UtcNow);
        painted.SetResult(true);
        await first;

        Assert.Equal(1, _page.Asked);
        Assert.Equal(1, _latency.Count);
    }

    [Fact]
    public async Task MeasureAsync_BrowserGone_IsNoSampleAndNoError()
    {
        _page.Answer = Task.FromException<bool>(new JSDisconnectedException("gone"));

        await _latency.MeasureAsync(_clock.UtcNow);

        Assert.Equal(0, _latency.Count);
    }

    [Fact]
    public async Task DisposeAsync_AnswerOutstanding_IsNotWaitedFor()
    {
        _page.Answer = new TaskCompletionSource<bool>().Task;
        var latency = new ScreenLatency(_page, _clock);
        var asked = latency.MeasureAsync(_clock.UtcNow);

        await latency.DisposeAsync();

        await asked.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        Assert.Equal(0, latency.Count);
    }

    [Fact]
    public async Task MeasureAsync_ManyTimes_KeepsTheNewest()
    {
        for (var i = 0; i < ScreenLatency.Capacity + 50; i++)
        {
            await _latency.MeasureAsync(_clock.UtcNow.AddMilliseconds(i < 50 ? -9_000 : -1));
        }

        Assert.Equal(ScreenLatency.Capacity, _latency.Count);
        Assert.Equal(TimeSpan.FromMilliseconds(1), _latency.Worst99);
    }

    /// <summary>A browser that answers when told to.</summary>
    private sealed class Page : IJSRuntime, IJSObjectReference
    {
        public Task<bool> Answer { get; set; } = Task.FromResult(true);

        public Action WhenAsked { get; set; } = () => { };

        public int Asked { get; private set; }

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) =>
            InvokeAsync<TValue>(identifier, CancellationToken.None, args);

        public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
        {
            if (identifier == "import")
            {
                return (TValue)(object)this;
            }

            Asked++;
            WhenAsked();
            return (TValue)(object)await Answer.WaitAsync(cancellationToken);
        }

        public ValueTask DisposeAsync() => ValueTask.FromException(new JSDisconnectedException("gone"));
    }
}
