namespace TradeTerminal.Ingest.Feeds.Reading;

/// <summary>
/// Finds partitions that give nothing although their logs have messages. Time counts from a moment at which everything fetched
/// had been taken: one may lawfully wait behind what the others have fetched, but not once that is read. And only while
/// there was reading: a check that takes long, or a database that hangs, is no fault of a partition.
/// </summary>
internal sealed class PartitionWatch(TimeProvider time)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Times everything fetched must have been taken in between: an idle one takes a tenth of a second.</summary>
    public const int LeastDrains = 20;

    private readonly Dictionary<int, Waiting> _waiting = [];
    private readonly Dictionary<int, long> _readAnew = [];

    /// <summary>What gave nothing and is read anew, in words; null when all flow.</summary>
    public string? Problem { get; private set; }

    /// <summary>The brokers have said how far the logs go; who did not say is not waited for.</summary>
    /// <param name="ends">Next offset of the log by partition.</param>
    /// <param name="next">Next offset to read by partition.</param>
    public void Ends(IReadOnlyDictionary<int, long> ends, IReadOnlyDictionary<int, long> next)
    {
        foreach (var partition in _waiting.Keys.Where(partition => !ends.ContainsKey(partition)).ToList())
        {
            _waiting.Remove(partition);
        }

        foreach (var (partition, end) in ends)
        {
            if (!next.TryGetValue(partition, out var at) || end <= at)
            {
                _waiting.Remove(partition);
            }
            else if (_waiting.TryGetValue(partition, out var waiting))
            {
                waiting.End = end;
            }
            else
            {
                _waiting[partition] = new Waiting(at, end);
            }
        }
    }

    /// <summary>Everything fetched has been taken.</summary>
    public void Drained(IReadOnlyDictionary<int, long> next)
    {
        if (_waiting.Count == 0)
        {
            return;
        }

        var now = time.GetTimestamp();
        foreach (var (partition, waiting) in _waiting.ToList())
        {
            if (!next.TryGetValue(partition, out var at) || at >= waiting.End)
            {
                _waiting.Remove(partition);
            }
            else if (at != waiting.Next || waiting.Drains == 0)
            {
                (waiting.Next, waiting.Since, waiting.Drains) = (at, now, 1);
            }
            else
            {
                waiting.Drains++;
            }
        }
    }

    /// <summary>Words for partitions that are to be read anew; null when there are none.</summary>
    /// <param name="next">Next offset to read by partition.</param>
    /// <param name="unreadable">Partitions that can't be read, as is known.</param>
    /// <exception cref="TimeoutException">One was read anew before, and still gave nothing.</exception>
    public string? FindStuck(IReadOnlyDictionary<int, long> next, ICollection<int> unreadable)
    {
        foreach (var partition in _readAnew.Where(at => next[at.Key] != at.Value).Select(at => at.Key).ToList())
        {
            _readAnew.Remove(partition);
        }

        Problem = _readAnew.Count == 0 ? null : Problem;
        // What came with the last batch is in the positions only now.
        var stuck = TakeStuck()
            .Where(at => !unreadable.Contains(at.Partition) && next[at.Partition] == _waiting[at.Partition].Next).ToList();
        if (stuck.Count == 0)
        {
            return null;
        }

        var words = string.Join("; ", stuck.Select(at =>
            FormattableString.Invariant(
                $"partition {at.Partition}: {at.Waiting:N0} messages wait and none came for {Patience.TotalSeconds} s")));
        if (stuck.Any(at => _readAnew.ContainsKey(at.Partition)))
        {
            throw new TimeoutException(words);
        }

        stuck.ForEach(at => _readAnew[at.Partition] = next[at.Partition]);
        return Problem = $"{words}; reading it anew";
    }

    /// <summary>The partitions that hang, and how many offsets of them wait. Their time begins anew, as they are to be read anew.</summary>
    public IReadOnlyList<(int Partition, long Waiting)> TakeStuck()
    {
        List<(int Partition, long Waiting)> stuck = [.. _waiting
            .Where(at => at.Value.Drains >= LeastDrains && time.GetElapsedTime(at.Value.Since) >= Patience)
            .Select(at => (at.Key, at.Value.End - at.Value.Next)).Order()];
        stuck.ForEach(at => _waiting[at.Partition].Drains = 0);
        return stuck;
    }

    private sealed class Waiting(long next, long end)
    {
        public long Next { get; set; } = next;

        public long End { get; set; } = end;

        public long Since { get; set; }

        public int Drains { get; set; }
    }
}
