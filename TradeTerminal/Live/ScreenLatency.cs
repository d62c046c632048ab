using Microsoft.JSInterop;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Live;

/// <summary>
/// From event to screen, as this browser sees it: the time between a trade's event time and our clock when the
/// browser says that the frame with it is about to be painted. Includes the way back of that message, and the
/// difference of clocks when trades come from another machine. One of these per circuit.
/// </summary>
internal sealed class ScreenLatency(IJSRuntime js, TimeProvider time, FeedGauges? feeds = null, MadeUpPast? past = null) : IAsyncDisposable
{
    /// <summary>Samples held; the oldest goes first.</summary>
    public const int Capacity = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    /// <summary>A browser that has left does not answer, and a call that waits for it would hold its whole circuit.</summary>
    private readonly CancellationTokenSource _left = new();
    private readonly Queue<TimeSpan> _samples = new(Capacity);
    private readonly Queue<TimeSpan> _paints = new(Capacity);
    private Task<IJSObjectReference>? _module;
    private bool _waiting;
    private long? _measuredAt;

    public int Count => _samples.Count;

    public TimeSpan? Median => Percentile.Of(_samples, 50);

    public TimeSpan? Worst99 => Percentile.Of(_samples, 99);

    /// <summary>The last stage and the whole way, of this browser alone.</summary>
    public IEnumerable<StageFigures> Stages => new[]
    {
        StageFigures.Of(Stage.Painted, _paints), StageFigures.Of(Stage.Total, _samples),
    }.OfType<StageFigures>();

    /// <summary>
    /// To be called after a render that brought a new trade. One sample at a time: while one is on its way, and
    /// while the page is hidden, there is nothing to measure.
    /// </summary>
    /// <param name="executedAt">Of the trade.</param>
    /// <param name="publishedAt">When the snapshot with it was there to be drawn.</param>
    /// <param name="isShared">False where the viewer has chosen to wait: that is no slowness of the terminal.</param>
    public Task MeasureAsync(DateTime executedAt, DateTimeOffset? publishedAt = null, bool isShared = true)
    {
        _measuredAt = time.GetTimestamp();
        return PaintAsync(executedAt, publishedAt, isShared);
    }

    /// <summary>The same for what is drawn at intervals, where nothing on the page is drawn for each trade.</summary>
    public Task MeasureQuietAsync(DateTime executedAt, DateTimeOffset publishedAt) =>
        IsQuiet ? PaintAsync(executedAt, publishedAt, isShared: false) : Task.CompletedTask;

    private bool IsQuiet => _measuredAt is not { } at || time.GetElapsedTime(at) > Quiet;

    private async Task PaintAsync(DateTime executedAt, DateTimeOffset? publishedAt, bool isShared)
    {
        if (_waiting || _left.IsCancellationRequested || past?.Holds(PricedFeeds.Trades, executedAt) == true)
        {
            return;
        }

        _waiting = true;
        try
        {
            _module ??= js.InvokeAsync<IJSObjectReference>("import", "./paint.js").AsTask();
            using var patience = new CancellationTokenSource(Patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _left.Token);
            if (await (await _module).InvokeAsync<bool>("painted", either.Token))
            {
                var painted = time.GetUtcNow();
                Add(_samples, Stage.Total, painted.UtcDateTime - executedAt, isShared);
                if (publishedAt is { } published)
                {
                    Add(_paints, Stage.Painted, painted - published, isShared);
                }
            }
        }
        catch (Exception exception) when (exception is JSException or JSDisconnectedException or OperationCanceledException)
        {
            // No answer is no sample: the browser went away, or is too busy to paint. A module that did not come is asked for again.
            if (_module is { IsCompletedSuccessfully: false })
            {
                _module = null;
            }
        }
        finally
        {
            _waiting = false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        _left.Dispose();
        try
        {
            // A browser that is leaving does not answer any more.
            if (_module is { IsCompletedSuccessfully: true })
            {
                await (await _module).DisposeAsync();
            }
        }
        catch (Exception exception) when (exception is JSException or JSDisconnectedException or OperationCanceledException)
        {
        }
    }

    private void Add(Queue<TimeSpan> samples, Stage stage, TimeSpan sample, bool isShared)
    {
        if (samples.Count == Capacity)
        {
            samples.Dequeue();
        }

        samples.Enqueue(sample);
        if (isShared)
        {
            feeds?.Trades.Latency.Record(stage, sample);
        }
    }
}
