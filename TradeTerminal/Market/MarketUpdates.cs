using System.Collections.Immutable;

namespace TradeTerminal.Market;

/// <summary>
/// Says "newer exists", never what: a subscriber reads <see cref="Current"/> when it is ready to. Called at
/// most twenty times a second for changes, and once a second whatever happens, so that ages can move.
/// </summary>
/// <param name="logger">Told of subscribers that fail.</param>
/// <param name="run">
/// Runs a wake. An idle circuit draws its page on the thread that wakes it: the terminal hands each wake to the thread
/// pool, so that pages are drawn side by side and never by the pump. Left out: on the publisher's thread.
/// </param>
public sealed partial class MarketUpdates(ILogger<MarketUpdates> logger, Action<Action>? run = null)
{
    private ImmutableArray<Subscription> _subscriptions = [];
    private MarketSnapshot _current = MarketSnapshot.Empty;

    public MarketSnapshot Current => Volatile.Read(ref _current);

    public int SubscriberCount => _subscriptions.Length;

    public IDisposable Subscribe(Action wake)
    {
        var subscription = new Subscription(this, () => Try(wake));
        ImmutableInterlocked.Update(ref _subscriptions, static (all, added) => all.Add(added), subscription);
        return subscription;
    }

    internal void Publish(MarketSnapshot snapshot)
    {
        Volatile.Write(ref _current, snapshot);
        Wake();
    }

    internal void Wake()
    {
        foreach (var subscription in _subscriptions)
        {
            if (run is null)
            {
                subscription.Wake();
            }
            else
            {
                run(subscription.Wake);
            }
        }
    }

    private void Try(Action wake)
    {
        try
        {
            wake();
        }
        catch (Exception exception)
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(LogLevel.Error, "A subscriber failed to wake")]
    private partial void LogFailed(Exception exception);

    private sealed class Subscription(MarketUpdates owner, Action wake) : IDisposable
    {
        public Action Wake => wake;

        public void Dispose() => ImmutableInterlocked.Update(
            ref owner._subscriptions, static (all, gone) => all.Remove(gone), this);
    }
}
