using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Kafka;

namespace TradeTerminal.Ingest.Feeds.Reading;

/// <summary>
/// How far the logs go beyond what was read, as the brokers say in the background, and which partition gives nothing although its
/// log goes on. Used by who reads, while nothing is written: what was taken before is in <paramref name="next"/> then.
/// </summary>
/// <param name="logEnds">Asks the brokers.</param>
/// <param name="gauge">Told of the answers.</param>
/// <param name="next">Next offset to read by partition.</param>
/// <param name="time">Measures how long one gives nothing.</param>
internal sealed class FeedLag(LogEnds logEnds, FeedGauge gauge, Dictionary<int, long> next, TimeProvider time)
{
    private readonly PartitionWatch _watch = new(time);
    private string? _silent;

    /// <summary>Partitions that don't say how far they go, and those that give nothing and are read anew; null when all is well.</summary>
    public string? Problem => _silent is null || _watch.Problem is null ? _silent ?? _watch.Problem : $"{_silent}; {_watch.Problem}";

    /// <summary>Has the brokers asked about what is read now, and waits for nothing.</summary>
    public void Ask() => logEnds.Follow(next.Keys);

    /// <summary>Takes the answer, when it has come.</summary>
    public void Take()
    {
        if (logEnds.Take() is { } answer)
        {
            // It may be older than what was read since.
            _watch.Ends(answer.Ends, next);
            gauge.EndOffsets(answer.Ends.Where(end => next.ContainsKey(end.Key))
                .ToDictionary(end => end.Key, end => Math.Max(end.Value, next[end.Key])));
            _silent = answer.Problem;
        }
    }

    /// <summary>Everything fetched has been taken.</summary>
    public void Drained() => _watch.Drained(next);

    /// <summary>Words for partitions that give nothing and are to be read anew; null when there are none.</summary>
    /// <param name="unreadable">Partitions that can't be read, as is known.</param>
    /// <exception cref="TimeoutException">One was read anew before, and still gave nothing: only another consumer can help.</exception>
    public string? FindStuck(ICollection<int> unreadable) => _watch.FindStuck(next, unreadable);
}
