using System.Collections.Immutable;

namespace TradeTerminal.Ingest.Feeds.Status;

/// <summary>One feed at one moment; immutable, replaced whole after each batch.</summary>
public sealed record FeedStatus(
    string Name,
    string Topic,
    string? ClusterId,
    FeedPhase Phase,
    string? Problem,
    DateTime? NewestEventTime,
    ImmutableArray<PartitionStatus> Partitions,
    BatchRate Rate)
{
    /// <summary>Since when the phase is what it is, UTC; of Kafka being away, since its brokers were last heard of.</summary>
    public DateTime? PhaseSince { get; init; }

    /// <summary>As <see cref="PartitionStatus.NewestSeen"/> has it, of all partitions.</summary>
    public DateTime? NewestSeen { get; init; }

    /// <summary>How long the database has kept the feed waiting; zero below a second.</summary>
    public TimeSpan DatabaseHeld { get; init; }

    /// <summary>The last time it did so for more than a second and then answered.</summary>
    public DatabaseHold? LastHold { get; init; }

    /// <summary>What a person must decide; null when there is nothing to decide.</summary>
    public FeedQuestion? Question { get; init; }

    /// <summary>Partitions that can't be read, and why; null when all can.</summary>
    public string? Unreadable { get; init; }

    /// <summary>Of the offsets that seemed empty, since the start: those that were not asked for once more.</summary>
    public long NotAsked { get; init; }

    /// <summary>The last comparison with the rows there are; null before the first.</summary>
    public RowAnswer? Rows { get; init; }

    /// <summary>Stored events that an operator has deleted since: they are among the accepted and not among the rows.</summary>
    public long Deleted { get; init; }

    /// <summary>What the self-check has to say against it, and where; null when all is well.</summary>
    public string? Doubt
    {
        get
        {
            if (Rows?.Doubt is null && Partitions.All(partition => partition.Position.Doubt is null))
            {
                return null;
            }

            var doubts = Partitions.Where(partition => partition.Position.Doubt is not null)
                .Select(partition => $"partition {partition.Position.Partition}: {partition.Position.Doubt}");
            return string.Join("; ", Rows?.Doubt is { } rows ? doubts.Append(rows) : doubts);
        }
    }

    /// <summary>The same while the log is known to go on, by partition.</summary>
    internal FeedStatus GoingTo(IReadOnlyDictionary<int, long> ends) => this with
    {
        Partitions = [.. Partitions.Select(partition =>
            partition with { EndOffset = Math.Max(partition.EndOffset, ends.GetValueOrDefault(partition.Position.Partition)) })],
    };

    /// <summary>What this process has written.</summary>
    public RunCounts Run { get; init; } = RunCounts.None;

    /// <summary>What was refused of late.</summary>
    public RejectShare Rejects { get; init; } = RejectShare.Empty;

    public long Accepted => Partitions.Sum(partition => partition.Position.Accepted);

    public long Duplicates => Partitions.Sum(partition => partition.Position.Duplicates);

    public long Rejected => Partitions.Sum(partition => partition.Position.Rejected);

    public long Skipped => Partitions.Sum(partition => partition.Position.Skipped);

    public long Ignored => Partitions.Sum(partition => partition.Position.Ignored);

    public long Gone => Partitions.Sum(partition => partition.Position.Gone);

    public long Empty => Partitions.Sum(partition => partition.Position.Empty);

    public long Unexplained => Partitions.Sum(partition => partition.Position.Unexplained);

    public long LagRecords => Partitions.Sum(partition => partition.LagRecords);

    public double LagSeconds(DateTime utcNow) =>
        Partitions.IsEmpty ? 0 : Partitions.Max(partition => partition.LagSeconds(utcNow));
}
