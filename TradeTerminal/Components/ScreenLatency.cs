using Microsoft.JSInterop;
using TradeTerminal.Ops;

namespace TradeTerminal.Components;

/// <summary>
/// From event to screen, as this browser sees it: the time between a trade's event time and our clock when the
/// browser says that the frame with it is about to be painted. Includes the way back of that message, and the
/// difference of clocks when trades come from another machine. One of these per circuit.
/// </summary>
internal sealed class ScreenLatency(IJSRuntime js, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Samples held; the oldest goes first.</summary>
    public const int Capacity = 200;

    private readonly Queue<TimeSpan> _samples = new(Capacity);
    private Task<IJSObjectReference>? _module;
    private bool _waiting;

    public int Count => _samples.Count;

    public TimeSpan? Median => Percentile.Of(_samples, 50);

    public TimeSpan? Worst99 => Percentile.Of(_samples, 99);

    /// <summary>
    /// To be called after a render that brought a new trade. One sample at a time: while one is on its way, and
    /// while the page is hidden, there is nothing to measure.
    /// </summary>
    public async Task MeasureAsync(DateTime executedAt)
    {
        if (_waiting)
        {
            return;
        }

        _waiting = true;
        try
        {
            _module ??= js.InvokeAsync<IJSObjectReference>("import", "./paint.js").AsTask();
            if (await (await _module).InvokeAsync<bool>("painted"))
            {
                Add(time.GetUtcNow().UtcDateTime - executedAt);
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

    private void Add(TimeSpan sample)
    {
        if (_samples.Count == Capacity)
        {
            _samples.Dequeue();
        }

        _samples.Enqueue(sample);
    }
}
