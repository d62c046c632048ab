namespace TradeTerminal.Ingest.Feeds.Status;

/// <summary>
/// One partition as seen from here: what is stored, how far the log goes, and the event time of the newest
/// event stored from it.
/// </summary>
public sealed record PartitionStatus(StoredOffset Position, long EndOffset, DateTime? NewestEventTime)
{
    public long LagRecords => Math.Max(0, EndOffset - Position.NextOffset);

    /// <summary>Whether the brokers have said how far its log goes, since it was last taken up: else nobody knows what waits.</summary>
    public bool IsEndHeard { get; init; }

    /// <summary>The newest of its events by the earlier of its own time and its receipt: ages are counted from here.</summary>
    public DateTime? NewestSeen { get; init; }

    /// <summary>Since when messages have waited without a pause, by our clock; null when none did as it was last looked.</summary>
    public DateTime? WaitsSince { get; init; }

    /// <summary>
    /// Age of what is on screen from this partition while more is waiting; 0 when nothing waits. An event ahead of our clock has
    /// no age: then it is how long messages have waited.
    /// </summary>
    public double LagSeconds(DateTime utcNow)
    {
        var since = NewestEventTime > utcNow ? WaitsSince : NewestEventTime;
        return LagRecords == 0 || since is null ? 0 : Math.Max(0, (utcNow - since.Value).TotalSeconds);
    }
}
