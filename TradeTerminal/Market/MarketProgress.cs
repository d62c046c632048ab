using TradeTerminal.Ingest.Feeds.Status;

namespace TradeTerminal.Market;

/// <summary>
/// Whether what is committed is also in the newest snapshot, by offsets: only they tell a screen that stands still from a
/// market that does. The pump writes it, anyone may ask.
/// </summary>
public sealed class MarketProgress(TimeProvider time)
{
    private readonly Lock _lock = new();
    private Dictionary<TopicPartitionKey, long> _shown = [];
    private List<(TopicPartitionKey Log, long Next)>? _awaited;
    private long _awaitedSince;

    /// <summary>A snapshot was published; told on the pump's thread, which has no time for long answers.</summary>
    internal event Action? Advanced;

    /// <summary>Whether all of a partition that lies before this offset is in the snapshot.</summary>
    internal bool Has(TopicPartitionKey log, long next)
    {
        lock (_lock)
        {
            return IsShown((log, next));
        }
    }

    /// <summary>The next offset of each partition, of which all that lies before is in the snapshot.</summary>
    internal void Shown(IReadOnlyDictionary<TopicPartitionKey, long> next)
    {
        lock (_lock)
        {
            _shown = new Dictionary<TopicPartitionKey, long>(next);
        }

        Advanced?.Invoke();
    }

    /// <summary>
    /// How long something has been committed that is not shown. Under load something always is, so what was committed at one
    /// moment is waited for, and then that of the next.
    /// </summary>
    public TimeSpan Behind(params IEnumerable<FeedStatus> feeds)
    {
        lock (_lock)
        {
            if (_awaited is null || _awaited.TrueForAll(IsShown))
            {
                _awaited = [.. feeds.SelectMany(Stored).Where(stored => !IsShown(stored))];
                _awaitedSince = time.GetTimestamp();
            }

            return _awaited.Count == 0 ? TimeSpan.Zero : time.GetElapsedTime(_awaitedSince);
        }
    }

    private static IEnumerable<(TopicPartitionKey Log, long Next)> Stored(FeedStatus feed) => feed.ClusterId is not { } cluster ? [] :
        feed.Partitions.Select(partition =>
            (new TopicPartitionKey(cluster, feed.Topic, partition.Position.Partition), partition.Position.NextOffset));

    private bool IsShown((TopicPartitionKey Log, long Next) stored) => _shown.GetValueOrDefault(stored.Log) >= stored.Next;
}
