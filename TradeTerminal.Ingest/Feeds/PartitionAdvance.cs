namespace TradeTerminal.Ingest.Feeds;

/// <summary>How far one batch moves one partition, and what it found on the way.</summary>
internal sealed class PartitionAdvance(int partition, long from)
{
    public int Partition { get; } = partition;

    public long From { get; } = from;

    public long To { get; set; } = from;

    public int Messages { get; set; }

    public int Accepted { get; set; }

    public int Rejected { get; set; }

    public int Inserted { get; set; }

    public DateTime? Newest { get; set; }

    public int Duplicates => Accepted - Inserted;

    public long Skipped => To - From - Messages;

    public FeedPosition Apply(FeedPosition before) => before with
    {
        NextOffset = To,
        Accepted = before.Accepted + Inserted,
        Duplicates = before.Duplicates + Duplicates,
        Rejected = before.Rejected + Rejected,
        Skipped = before.Skipped + Skipped,
    };
}
