using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds.Status;

namespace TradeTerminal.Ingest.Feeds.Reading;

/// <summary>How far one batch moves one partition, and what it found on the way.</summary>
internal sealed class PartitionAdvance(int partition, long from)
{
    /// <summary>A topic with transactions has a hole for each: enough of a batch to ask about.</summary>
    private const int MostHoles = 4;

    private readonly List<OffsetRange> _holes = [];

    public int Partition { get; } = partition;

    public long From { get; } = from;

    public long To { get; set; } = from;

    public int Messages { get; set; }

    public int Accepted { get; set; }

    public int Rejected { get; set; }

    /// <summary>Messages that are not for the feed.</summary>
    public int Ignored { get; set; }

    public int Inserted { get; set; }

    /// <summary>Offsets without a message before one that has one.</summary>
    public long Skipped { get; set; }

    public DateTime? Newest { get; set; }

    /// <summary>First and last event time of what was inserted, UTC; null when nothing was.</summary>
    public DateTime? InsertedFrom { get; set; }

    public DateTime? InsertedTo { get; set; }

    public int Duplicates => Accepted - Inserted;

    /// <summary>The first of the stretches skipped.</summary>
    public IReadOnlyList<OffsetRange> Holes => _holes;

    /// <summary>The next message of the partition.</summary>
    public void Pass(long offset)
    {
        if (offset > To)
        {
            Skipped += offset - To;
            if (_holes.Count < MostHoles)
            {
                _holes.Add(new OffsetRange(Partition, To, offset));
            }
        }

        To = offset + 1;
        Messages++;
    }

    public StoredOffset Apply(StoredOffset before) => before with
    {
        NextOffset = To,
        Accepted = before.Accepted + Inserted,
        Duplicates = before.Duplicates + Duplicates,
        Rejected = before.Rejected + Rejected,
        Skipped = before.Skipped + Skipped,
        Ignored = before.Ignored + Ignored,
    };
}
