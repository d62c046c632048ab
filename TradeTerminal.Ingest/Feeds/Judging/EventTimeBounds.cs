namespace TradeTerminal.Ingest.Feeds.Judging;

/// <summary>Between which times an event is taken for what it says, the same for every feed.</summary>
internal static class EventTimeBounds
{
    /// <summary>How far an event may lie ahead of our clock before it is taken for a wrong one.</summary>
    public static readonly TimeSpan MaxAhead = TimeSpan.FromMinutes(5);

    public static bool Contain(DateTime utc, DateTime utcNow) => utc >= DateTime.UnixEpoch && utc <= utcNow + MaxAhead;
}
