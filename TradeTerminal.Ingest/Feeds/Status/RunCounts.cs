using TradeTerminal.Ingest.Feeds.Reading;

namespace TradeTerminal.Ingest.Feeds.Status;

/// <summary>
/// What this process has written of a feed since it was started: from when its first transaction began to when its last one ended, UTC.
/// </summary>
public sealed record RunCounts(long Messages, long Accepted, long Duplicates, long Rejected, DateTime? FirstAt, DateTime? LastAt)
{
    public static RunCounts None { get; } = new(0, 0, 0, 0, null, null);

    internal RunCounts With(IReadOnlyCollection<PartitionAdvance> advances, DateTime utcNow, TimeSpan elapsed) => new(
        Messages + advances.Sum(advance => advance.Messages),
        Accepted + advances.Sum(advance => advance.Inserted),
        Duplicates + advances.Sum(advance => advance.Duplicates),
        Rejected + advances.Sum(advance => advance.Rejected),
        FirstAt ?? utcNow - elapsed,
        utcNow);
}
