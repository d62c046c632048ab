using System.Collections.Immutable;
using Microsoft.JSInterop;
using TradeTerminal.Alerts;
using TradeTerminal.Alerts.Data;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Market;

namespace TradeTerminal.Charts;

/// <summary>Marks alerts of the charted ticker on its candles: all of them anew when they have changed.</summary>
internal sealed class AlertMarks(TimeProvider time)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private AlertsSnapshot? _seen;
    private string? _ticker;
    private ImmutableArray<ChartMark> _sent = [];
    private long _failedAt;
    private bool _isSending;

    /// <summary>Nothing goes out when the browser has these marks already.</summary>
    public Task ShowAsync(IJSObjectReference chart, string ticker, AlertsSnapshot alerts, CancellationToken cancellationToken) =>
        ShowAsync(chart, ticker, alerts, alert => alert.Symbol == ticker, cancellationToken);

    /// <summary>On the candles of another feed: the alerts that its own events raised.</summary>
    public Task ShowAsync(IJSObjectReference chart, Instrument instrument, AlertsSnapshot alerts, CancellationToken cancellationToken) =>
        ShowAsync(
            chart, instrument.Key, alerts, alert => alert.Feed == instrument.Feed && alert.Symbol == instrument.Symbol, cancellationToken);

    private async Task ShowAsync(
        IJSObjectReference chart, string ticker, AlertsSnapshot alerts, Func<AlertRow, bool> isOfIt, CancellationToken cancellationToken)
    {
        if (_isSending || (ReferenceEquals(alerts, _seen) && ticker == _ticker)
            || (_failedAt != 0 && time.GetElapsedTime(_failedAt) < RetryAfter))
        {
            return;
        }

        var marks = Of(alerts, isOfIt);
        if (!(marks.IsEmpty && _sent.IsEmpty) && !(ticker == _ticker && marks.SequenceEqual(_sent))
            && !await TrySendAsync(chart, ticker, marks, cancellationToken))
        {
            return;
        }

        (_seen, _ticker, _sent) = (alerts, ticker, marks);
    }

    private static ImmutableArray<ChartMark> Of(AlertsSnapshot alerts, Func<AlertRow, bool> isOfIt) =>
    [
        .. alerts.Newest.Where(isOfIt)
            .Select(alert => new ChartMark(new DateTimeOffset(alert.DetectedAt).ToUnixTimeSeconds(), AlertWords.RankOf(alert.Severity))),
    ];

    private async Task<bool> TrySendAsync(
        IJSObjectReference chart, string ticker, ImmutableArray<ChartMark> marks, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(FramedChart.Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        _isSending = true;
        try
        {
            await chart.InvokeVoidAsync("markAlerts", either.Token, ticker, marks);
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
