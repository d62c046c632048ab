namespace TradeTerminal.Ingest.Feeds.Judging;

/// <summary>Judges a message as its feed's worker would, for somebody who looks on. Not thread-safe.</summary>
/// <param name="message">As it came.</param>
/// <param name="utcNow">By our clock.</param>
/// <param name="recordTime">The time Kafka keeps of it, UTC; null when it keeps none.</param>
internal delegate Look FeedLook(ReadOnlySpan<byte> message, DateTime utcNow, DateTime? recordTime);

/// <summary>What would become of a message.</summary>
/// <param name="Reason">None for one that is accepted.</param>
/// <param name="Detail">A sentence; null for one that is accepted.</param>
/// <param name="Symbol">What the event is about; null for one that is not accepted.</param>
/// <param name="Values">As they were judged, by position of the field; empty where no event was found.</param>
internal sealed record Look(RejectReason Reason, string? Detail, string? Symbol, IReadOnlyList<string?> Values);
