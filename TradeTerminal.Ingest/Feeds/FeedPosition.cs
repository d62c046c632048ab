namespace TradeTerminal.Ingest.Feeds;

/// <summary>
/// Where the database stands in one partition. What was passed since <see cref="StartOffset"/> is always
/// accounted for: <c>next − start = accepted + duplicates + rejected + skipped</c>. Skipped are offsets that
/// held no message for us: deleted by retention before they were read, compacted, or transaction markers.
/// </summary>
public sealed record FeedPosition(
    int Partition, long StartOffset, long NextOffset, long Accepted, long Duplicates, long Rejected, long Skipped)
{
    /// <summary>Kafka's id of the topic these offsets are of; null when it gave none.</summary>
    public string? TopicId { get; init; }

    public bool IsAccountedFor => NextOffset - StartOffset == Accepted + Duplicates + Rejected + Skipped;
}
