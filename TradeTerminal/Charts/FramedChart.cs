using Microsoft.JSInterop;

namespace TradeTerminal.Charts;

/// <summary>
/// A chart drawn from frames. One frame is on its way at a time; what changes meanwhile goes, all together, into
/// the next. A frame counts only when the browser has answered: one lost with its connection is sent again.
/// </summary>
public abstract class FramedChart : ChartComponent
{
    /// <summary>After this long without an answer the connection is taken to have dropped.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>A chart not drawn for this long begins anew: live candles may have gone in between.</summary>
    internal static readonly TimeSpan Lapse = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private long? _drawn;
    private long _drawnAt;
    private long _failedAt;
    private int _subject;

    /// <summary>Of what is drawn: steps take nothing away.</summary>
    private long _deletions;
    private bool _isStale;

    /// <summary>A frame is being made or is on its way.</summary>
    internal bool IsDrawing { get; private set; }

    /// <summary>The step from version <paramref name="since"/> to the newest; from nothing when null.</summary>
    private protected abstract ValueTask<SharedFrame> NextAsync(long? since, CancellationToken cancellationToken);

    /// <summary>Before each step: the place to notice that the chart has to show something else.</summary>
    protected virtual void Prepare()
    {
    }

    /// <summary>What the chart shows is another thing now: the next frame is a whole one.</summary>
    protected void Restart()
    {
        _subject++;
        _drawn = null;
    }

    protected override async Task DrawAsync()
    {
        _isStale = true;
        if (IsDrawing || Chart is null || (_failedAt != 0 && Time.GetElapsedTime(_failedAt) < RetryAfter))
        {
            return;
        }

        IsDrawing = true;
        try
        {
            while (_isStale && !IsHidden && Chart is { } chart)
            {
                _isStale = false;
                await DrawNextAsync(chart, Disposed);
            }

            _failedAt = 0;
        }
        catch (JSDisconnectedException)
        {
            // The page was left; disposal follows.
        }
        catch (JSException exception)
        {
            (_failedAt, _drawn) = (Time.GetTimestamp(), null);
            LogFailed(exception);
        }
        catch (OperationCanceledException)
        {
            // No answer: the same step goes out again when the connection is back.
            _failedAt = Time.GetTimestamp();
        }
        finally
        {
            IsDrawing = false;
        }
    }

    private async Task DrawNextAsync(IJSObjectReference chart, CancellationToken disposed)
    {
        if (Snapshot.Deletions > _deletions)
        {
            _deletions = Snapshot.Deletions;
            Restart();
        }

        Prepare();
        var isLapsed = _drawn is not null && Time.GetElapsedTime(_drawnAt) > Lapse;
        var subject = _subject;
        var frame = await NextAsync(isLapsed ? null : _drawn, disposed);
        if (subject != _subject)
        {
            _isStale = true;
            return;
        }

        if (frame.Bytes.Length > 0)
        {
            await ApplyAsync(chart, frame.Bytes, disposed);
        }

        if (subject == _subject)
        {
            (_drawn, _drawnAt) = (frame.Version, Time.GetTimestamp());
        }
    }

    private async Task ApplyAsync(IJSObjectReference chart, byte[] bytes, CancellationToken disposed)
    {
        using var patience = new CancellationTokenSource(Patience, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, disposed);
        try
        {
            await chart.InvokeVoidAsync("apply", either.Token, bytes);
        }
        catch (InvalidOperationException exception)
        {
            // A circuit whose browser is away refuses the call at once.
            throw new OperationCanceledException("The browser is away", exception);
        }
    }
}
