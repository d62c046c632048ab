using Microsoft.AspNetCore.Components;
using TradeTerminal.Components.Settings;
using TradeTerminal.Market;

namespace TradeTerminal.Components;

/// <summary>
/// A component that follows the market. It is woken, at most once for any number of changes, and then
/// reads the newest <see cref="Snapshot"/>; between two renders lies at least <see cref="Gap"/>, more
/// if the viewer wants it calmer, and the last change is always drawn. While prerendering it only reads.
/// </summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _disposed = new();
    private IDisposable? _subscription;
    private long _refreshedAt;
    private int _woken;

    [Inject]
    protected MarketUpdates Updates { get; set; } = null!;

    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    [CascadingParameter]
    protected Viewer Viewer { get; set; } = Viewer.Default;

    protected ViewerClock Clock => Viewer.Clock;

    protected MarketSnapshot Snapshot { get; private set; } = MarketSnapshot.Empty;

    protected DateTime UtcNow => Time.GetUtcNow().UtcDateTime;

    /// <summary>Wakes come at most every 50 ms already; slower panels ask for more.</summary>
    protected virtual TimeSpan Gap => TimeSpan.Zero;

    /// <summary>False for what must move whatever rate the viewer has chosen.</summary>
    protected virtual bool FollowsRate => true;

    protected CancellationToken Disposed => _disposed.Token;

    protected override void OnInitialized() => Snapshot = Updates.Current;

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender && !_disposed.IsCancellationRequested)
        {
            _subscription = Updates.Subscribe(Wake);
        }
    }

    /// <summary>Runs on the renderer with a newer snapshot in place; renders unless overridden.</summary>
    protected virtual Task OnMarketAsync()
    {
        StateHasChanged();
        return Task.CompletedTask;
    }

    protected virtual void Dispose(bool disposing)
    {
        _subscription?.Dispose();
        _disposed.Cancel();
        _disposed.Dispose();
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    private void Wake()
    {
        if (Interlocked.Exchange(ref _woken, 1) == 0)
        {
            _ = RefreshAsync();
        }
    }

    private async Task RefreshAsync()
    {
        try
        {
            var gap = FollowsRate && Viewer.Gap > Gap ? Viewer.Gap : Gap;
            if (Time.GetElapsedTime(_refreshedAt) is var since && since < gap)
            {
                await Task.Delay(gap - since, Time, _disposed.Token);
            }

            await InvokeAsync(async () =>
            {
                if (_disposed.IsCancellationRequested)
                {
                    return;
                }

                Volatile.Write(ref _woken, 0);
                _refreshedAt = Time.GetTimestamp();
                Snapshot = Updates.Current;
                await OnMarketAsync();
            });
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The circuit went away while we were on our way to it.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }
}
