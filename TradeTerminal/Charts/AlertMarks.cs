using System.Collections.Immutable;
using Microsoft.JSInterop;
using TradeTerminal.Alerts;
using TradeTerminal.Alerts.Data;
using TradeTerminal.Market;

namespace TradeTerminal.Charts;

/// <summary>Marks alerts of the charted instrument on its candles: all of them anew when they have changed.</summary>
internal sealed class AlertMarks(TimeProvider time)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private AlertsSnapshot? _seen;
    private Instrument? _instrument;
    private ImmutableArray<ChartMark> _sent = [];
    private long _failedAt;
    private bool _isSending;

    /// <summary>Nothing goes out when the browser has these marks already.</summary>
    public async Task ShowAsync(
        IJSObjectReference chart, Instrument instrument, AlertsSnapshot alerts, CancellationToken cancellationToken)
    {
        if (_isSending || (ReferenceEquals(alerts, _seen) && instrument == _instrument)
            || (_failedAt != 0 && time.GetElapsedTime(_failedAt) < RetryAfter))
        {
            return;
        }

        var marks = Of(alerts, instrument);
        if (!(marks.IsEmpty && _sent.IsEmpty) && !(instrument == _instrument && marks.SequenceEqual(_sent))
            && !await TrySendAsync(chart, instrument.Key, marks, cancellationToken))
        {
            return;
        }

        (_seen, _instrument, _sent) = (alerts, instrument, marks);
    }

    /// <summary>On candles of trades all alerts of the symbol, on those of another feed what its own events raised.</summary>
    private static ImmutableArray<ChartMark> Of(AlertsSnapshot alerts, Instrument instrument) =>
    [
        .. alerts.Newest.Where(alert => alert.Symbol == instrument.Symbol && (instrument.IsTraded || alert.Feed == instrument.Feed))
            .Select(alert => new ChartMark(new DateTimeOffset(alert.DetectedAt).ToUnixTimeSeconds(), AlertWords.RankOf(alert.Severity))),
    ];

    private async Task<bool> TrySendAsync(
        IJSObjectReference chart, string key, ImmutableArray<ChartMark> marks, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(FramedChart.Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        _isSending = true;
        try
        {
            await chart.InvokeVoidAsync("markAlerts", either.Token, key, marks);
            _failedAt = 0;
            return true;
        }
        catch (Exception exception) when (exception is JSException or JSDisconnectedException or OperationCanceledException or InvalidOperationException)
        {
            // The browser is away or busy: the candles matter more, and the marks come later.
            _failedAt = time.GetTimestamp();
            return false;
        }
        finally
        {
            _isSending = false;
        }
    }
}

/// <summary>The event time of an alert in Unix seconds, and how grave it is.</summary>
internal readonly record struct ChartMark(long Time, int Rank);
