using System.Collections.Immutable;
using Microsoft.JSInterop;
using TradeTerminal.Market;

namespace TradeTerminal.Charts;

/// <summary>Things shown on the candles of the charted instrument: all of them anew when they have changed.</summary>
/// <param name="method">By which the chart in the browser takes the key of the instrument and the things.</param>
/// <param name="time">Measures how long the browser has to answer.</param>
internal sealed class ChartItems<T>(string method, TimeProvider time)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private object? _seen;
    private Instrument? _instrument;
    private ImmutableArray<T> _sent = [];
    private long _failedAt;
    private bool _isSending;

    /// <summary>Nothing goes out when the browser has them already.</summary>
    /// <param name="chart">In the browser.</param>
    /// <param name="instrument">What it shows.</param>
    /// <param name="source">Immutable; the same one has the same things.</param>
    /// <param name="select">The things in it.</param>
    /// <param name="cancellationToken">Ends the wait for the browser.</param>
    public async Task ShowAsync<TSource>(
        IJSObjectReference chart, Instrument instrument, TSource source, Func<TSource, Instrument, ImmutableArray<T>> select,
        CancellationToken cancellationToken)
        where TSource : class
    {
        if (_isSending || (ReferenceEquals(source, _seen) && instrument == _instrument)
            || (_failedAt != 0 && time.GetElapsedTime(_failedAt) < RetryAfter))
        {
            return;
        }

        var items = select(source, instrument);
        if (!(items.IsEmpty && _sent.IsEmpty) && !(instrument == _instrument && items.SequenceEqual(_sent))
            && !await TrySendAsync(chart, instrument.Key, items, cancellationToken))
        {
            return;
        }

        (_seen, _instrument, _sent) = (source, instrument, items);
    }

    private async Task<bool> TrySendAsync(
        IJSObjectReference chart, string key, ImmutableArray<T> items, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(FramedChart.Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        _isSending = true;
        try
        {
            await chart.InvokeVoidAsync(method, either.Token, key, items);
            _failedAt = 0;
            return true;
        }
        catch (Exception exception) when (exception is JSException or JSDisconnectedException or OperationCanceledException or InvalidOperationException)
        {
            // The browser is away or busy: the candles matter more, and these come later.
            _failedAt = time.GetTimestamp();
            return false;
        }
        finally
        {
            _isSending = false;
        }
    }
}
