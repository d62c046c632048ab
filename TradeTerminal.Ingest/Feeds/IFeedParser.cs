using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Feeds;

/// <summary>
/// Judges the messages of one feed: accepts one whole or refuses it whole, and never throws. Not
/// thread-safe: one parser per consuming thread.
/// </summary>
internal interface IFeedParser<TEvent>
    where TEvent : struct
{
    /// <summary>
    /// True with an event that has no partition and offset yet; false with the reason and a sentence for the
    /// one who has to mend the producer.
    /// </summary>
    bool TryParse(ReadOnlySpan<byte> message, DateTime utcNow, out TEvent parsed, out RejectReason reason, out string? detail);
}
