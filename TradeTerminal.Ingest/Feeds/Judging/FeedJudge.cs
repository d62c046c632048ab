namespace TradeTerminal.Ingest.Feeds.Judging;

/// <summary>
/// Judges a message as its feed's worker would, and stores nothing. True with what the event is about and its
/// time; false with a sentence for the one who has to mend it. Not thread-safe.
/// </summary>
internal delegate bool FeedJudge(
    ReadOnlySpan<byte> message, DateTime utcNow, out string? symbol, out DateTime eventTime, out string? detail);
