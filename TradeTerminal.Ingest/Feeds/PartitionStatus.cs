namespace TradeTerminal.Ingest.Feeds;

/// <summary>
/// One partition as seen from here: what is stored, how far the log goes, and the event time of the newest
/// event stored from it.
/// </summary>
public sealed record PartitionStatus(FeedPosition Position, long EndOffset, DateTime? NewestEventTime)
{
    public long LagRecords => Math.Max(0, EndOffset - Position.NextOffset);

    /// <summary>Age of what is on screen from this partition while more is waiting; 0 when nothing waits.</summary>
    public double LagSeconds(DateTime utcNow) =>
        LagRecords == 0 || NewestEventTime is null ? 0 : Math.Max(0, (utcNow - NewestEventTime.Value).TotalSeconds);
}
