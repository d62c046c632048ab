using TradeTerminal.Ingest.Feeds.Status;

namespace TradeTerminal.Market;

/// <summary>
/// Whether what is committed is also in the newest snapshot, by offsets: only they tell a screen that stands still from a
/// market that does. The pump writes it, anyone may ask.
/// </summary>
public sealed class MarketProgress(TimeProvider time)
{
    private readonly Lock _lock = new();
    private Dictionary<LogPosition, long> _shown = [];
    private Dictionary<LogPosition, long>? _awaited;
    private long _awaitedSince;

    /// <summary>The next offset of each partition, of which all that lies before is in the snapshot.</summary>
    internal void Shown(IReadOnlyDictionary<LogPosition, long> next)
    {
        lock (_lock)
        {
            _shown = new Dictionary<LogPosition, long>(next);
        }
    }

    /// <summary>
    /// How long something has been committed that is not shown. Under load something always is, so what was committed at one
    /// moment is waited for, and then that of the next.
    /// </summary>
    public TimeSpan Behind(FeedStatus feed)
    {
        if (feed.ClusterId is not { } cluster)
        {
            return TimeSpan.Zero;
        }

        lock (_lock)
        {
            if (_awaited is null || _awaited.All(IsShown))
            {
                var stored = feed.Partitions.ToDictionary(
                    partition => new LogPosition(cluster, feed.Topic, partition.Position.Partition), partition => partition.Position.NextOffset);
                _awaited = stored.All(IsShown) ? null : stored;
                _awaitedSince = time.GetTimestamp();
            }

            return _awaited is null ? TimeSpan.Zero : time.GetElapsedTime(_awaitedSince);
        }
    }

    private bool IsShown(KeyValuePair<LogPosition, long> stored) => _shown.GetValueOrDefault(stored.Key) >= stored.Value;
}
