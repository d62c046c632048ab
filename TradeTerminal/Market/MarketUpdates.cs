using System.Collections.Immutable;

namespace TradeTerminal.Market;

/// <summary>
/// Says "newer exists", never what: a subscriber reads <see cref="Current"/> when it is ready to. Called at
/// most twenty times a second for changes, and once a second whatever happens, so that ages can move.
/// </summary>
public sealed partial class MarketUpdates(ILogger<MarketUpdates> logger)
{
    private ImmutableArray<Subscription> _subscriptions = [];
    private MarketSnapshot _current = MarketSnapshot.Empty;

    public MarketSnapshot Current => Volatile.Read(ref _current);

    public int SubscriberCount => _subscriptions.Length;

    /// <summary><paramref name="wake"/> runs on the pump's thread: it must return at once.</summary>
    public IDisposable Subscribe(Action wake)
    {
        var subscription = new Subscription(this, wake);
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
            try
            {
                subscription.Wake();
            }
            catch (Exception exception)
            {
                LogFailed(exception);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "A subscriber failed to wake")]
    private partial void LogFailed(Exception exception);

    private sealed class Subscription(MarketUpdates owner, Action wake) : IDisposable
    {
        public void Wake() => wake();

        public void Dispose() => ImmutableInterlocked.Update(
            ref owner._subscriptions, static (all, gone) => all.Remove(gone), this);
    }
}
