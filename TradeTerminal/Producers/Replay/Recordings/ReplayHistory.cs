using System.Collections.Concurrent;

namespace TradeTerminal.Producers.Replay.Recordings;

/// <summary>What this process has replayed, by where to and by content. The oldest of many is forgotten.</summary>
internal sealed class ReplayHistory
{
    public const int Most = 1_000;

    private readonly ConcurrentQueue<string> _order = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _at = new();

    /// <summary>The name of a recording that went, or may go, into a topic of a cluster.</summary>
    public static string Key(string cluster, string topic, string contentHash) => $"{cluster} {topic} {contentHash}";

    /// <summary>When it was last begun; null when never.</summary>
    public DateTimeOffset? LastOf(string key) => _at.TryGetValue(key, out var at) ? at : null;

    public void Remember(string key, DateTimeOffset at)
    {
        if (_at.TryAdd(key, at))
        {
            _order.Enqueue(key);
        }
        else
        {
            _at[key] = at;
        }

        if (_order.Count > Most && _order.TryDequeue(out var oldest))
        {
            _at.TryRemove(oldest, out _);
        }
    }
}
