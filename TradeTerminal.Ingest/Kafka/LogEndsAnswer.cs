namespace TradeTerminal.Ingest.Kafka;

/// <param name="Ends">Next offset by partition, of those that answered.</param>
/// <param name="Problem">Which did not, and why; null when all did.</param>
internal sealed record LogEndsAnswer(IReadOnlyDictionary<int, long> Ends, string? Problem);
