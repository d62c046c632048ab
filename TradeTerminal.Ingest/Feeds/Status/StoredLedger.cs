using TradeTerminal.Ingest.Feeds.Reading;

namespace TradeTerminal.Ingest.Feeds.Status;

/// <summary>
/// What a feed says it has stored since somebody last asked, so that it can be compared with the rows there are. Written by who
/// stores, taken by who compares.
/// </summary>
internal sealed class StoredLedger
{
    public const int MostStretches = 1_000;

    /// <summary>Of event time in one stretch: to count its rows, all rows of that time are read.</summary>
    public static readonly TimeSpan Widest = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<int, int> _newest = [];
    private List<StoredStretch> _stretches = [];
    private long _leftOut;

    public void Add(PartitionAdvance advance)
    {
        if (advance is not { Inserted: > 0, InsertedFrom: { } oldest, InsertedTo: { } newest })
        {
            return;
        }

        var added = new StoredStretch(advance.Partition, advance.From, advance.To, advance.Inserted, oldest, newest);
        lock (_lock)
        {
            if (_newest.TryGetValue(added.Partition, out var index) && Join(_stretches[index], added) is { } joined)
            {
                _stretches[index] = joined;
            }
            else if (_stretches.Count < MostStretches && newest - oldest <= Widest)
            {
                _newest[added.Partition] = _stretches.Count;
                _stretches.Add(added);
            }
            else
            {
                _leftOut += added.Events;
            }
        }
    }

    /// <summary>What was stored since this was last called, and the number of events that there was no room for.</summary>
    public (List<StoredStretch> Stretches, long LeftOut) Take()
    {
        lock (_lock)
        {
            var taken = (_stretches, _leftOut);
            (_stretches, _leftOut) = ([], 0);
            _newest.Clear();
            return taken;
        }
    }

    private static StoredStretch? Join(StoredStretch before, StoredStretch after)
    {
        var oldest = before.Oldest < after.Oldest ? before.Oldest : after.Oldest;
        var newest = before.Newest > after.Newest ? before.Newest : after.Newest;
        return before.To == after.From && newest - oldest <= Widest
            ? new StoredStretch(before.Partition, before.From, after.To, before.Events + after.Events, oldest, newest)
            : null;
    }
}
