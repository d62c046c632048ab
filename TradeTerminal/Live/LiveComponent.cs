using Microsoft.AspNetCore.Components;
using TradeTerminal.Market;
using TradeTerminal.Settings;

namespace TradeTerminal.Live;

/// <summary>
/// A component that follows the market: with the frames of its circuit it gets the newest <see cref="Snapshot"/>. Between two
/// of them lies <see cref="MinInterval"/>, or what the viewer has chosen if that is more, less at most half a frame; the last change is
/// always drawn.
/// Those with the same gap are drawn together, from one snapshot, so that their figures agree at every moment; one that comes later
/// shows what the others show. While prerendering it only reads.
/// </summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    /// <summary>The gap of panels whose figures needn't move with every trade, and can be read so.</summary>
    protected static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _disposed = new();
    private long _followedAt;
    private bool _isBehind;

    [Inject]
    protected MarketUpdates Updates { get; set; } = null!;

    [Inject]
    private LiveFrames Frames { get; set; } = null!;

    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    [CascadingParameter]
    protected Viewer Viewer { get; set; } = Viewer.Default;

    protected ViewerClock Clock => Viewer.Clock;

    protected MarketSnapshot Snapshot { get; private set; } = MarketSnapshot.Empty;

    protected DateTime UtcNow => Time.GetUtcNow().UtcDateTime;

    /// <summary>The market wakes at most every 50 ms already; slower panels ask for more.</summary>
    protected virtual TimeSpan MinInterval => TimeSpan.Zero;

    /// <summary>False for what must move whatever rate the viewer has chosen.</summary>
    protected virtual bool FollowsRate => true;

    protected CancellationToken Disposed => _disposed.Token;

    /// <summary>What lies between two draws.</summary>
    internal TimeSpan Pace => FollowsRate && Viewer.MinInterval > MinInterval ? Viewer.MinInterval : MinInterval;

    protected override void OnInitialized()
    {
        var peer = Frames.PeerOf(this);
        Snapshot = peer?.Snapshot ?? Frames.Newest;
        KeepTimeWith(peer);
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (!firstRender || _disposed.IsCancellationRequested)
        {
            return;
        }

        // Until the browser had drawn it for the first time, frames went without it.
        if (Frames.PeerOf(this) is { } peer)
        {
            if (peer.Snapshot != Snapshot)
            {
                _ = FollowAsync(peer.Snapshot, peer._followedAt);
            }

            KeepTimeWith(peer);
        }

        Frames.Add(this);
    }

    /// <summary>Runs on the renderer with a newer snapshot in place; renders unless overridden.</summary>
    protected virtual Task OnMarketAsync()
    {
        StateHasChanged();
        return Task.CompletedTask;
    }

    protected virtual void Dispose(bool disposing)
    {
        Frames.Remove(this);
        _disposed.Cancel();
        _disposed.Dispose();
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>On the renderer.</summary>
    internal Task RunAsync(Action action) => TryAsync(() => InvokeAsync(action));

    /// <summary>How long until it may be drawn; without end when there is nothing new for it.</summary>
    /// <param name="isWoken">The market has moved.</param>
    /// <param name="now">The same for all that are asked: of two alike one would be due alone if time went on between them.</param>
    internal TimeSpan WaitFor(bool isWoken, long now)
    {
        _isBehind |= isWoken;
        return _isBehind ? Pace - Time.GetElapsedTime(_followedAt, now) : TimeSpan.MaxValue;
    }

    /// <param name="snapshot">The same for all that are drawn together.</param>
    /// <param name="at">When they were found to be due: so they are due together again.</param>
    internal Task FollowAsync(MarketSnapshot snapshot, long at)
    {
        if (_disposed.IsCancellationRequested)
        {
            return Task.CompletedTask;
        }

        (_isBehind, _followedAt) = (false, at);
        Snapshot = snapshot;
        return TryAsync(OnMarketAsync);
    }

    private void KeepTimeWith(LiveComponent? peer) => (_isBehind, _followedAt) = (peer?._isBehind ?? false, peer?._followedAt ?? 0);

    private async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The circuit went away meanwhile.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }
}
