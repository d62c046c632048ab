using System.Collections.Immutable;
using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Ingest.Changes;

/// <summary>
/// Tells listeners in this process what has been committed. A listener has a bounded queue; one that falls
/// behind, or a commit whose outcome was learnt only afterwards, leaves it a <see cref="ChangeListener.TryTakeResync"/>
/// instead: read the database again. Publishing never waits for a listener.
/// </summary>
public sealed class ChangeFeed
{
    private ImmutableArray<ChangeListener> _listeners = [];

    /// <param name="wanted">What the listener takes; what it does not want takes none of its room.</param>
    /// <param name="places">Batches it may fall behind by.</param>
    public ChangeListener Listen(Func<CommittedBatch, bool>? wanted = null, int places = ChangeListener.Capacity)
    {
        var listener = new ChangeListener(Remove, wanted ?? (static _ => true), places);
        ImmutableInterlocked.Update(ref _listeners, static (all, added) => all.Add(added), listener);
        return listener;
    }

    public void Publish(CommittedBatch batch)
    {
        foreach (var listener in _listeners)
        {
            listener.Offer(batch);
        }
    }

    /// <summary>
    /// Reading begins at these offsets: another process may have written what lies before them.
    /// </summary>
    public void PublishStart<TEvent>(string feedName, FeedKey feed, IReadOnlyDictionary<int, long> next) =>
        Publish(new CommittedBatch<TEvent>(feed, [], default)
        {
            FeedName = feedName,
            Ranges = [.. next.Select(pair => new OffsetRange(pair.Key, pair.Value, pair.Value))],
        });

    /// <summary>Something was committed whose content is not known here.</summary>
    public void PublishUnknown()
    {
        foreach (var listener in _listeners)
        {
            listener.RequireResync();
        }
    }

    internal int ListenerCount => _listeners.Length;

    private void Remove(ChangeListener listener) =>
        ImmutableInterlocked.Update(ref _listeners, static (all, gone) => all.Remove(gone), listener);
}
