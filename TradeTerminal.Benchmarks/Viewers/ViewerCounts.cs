namespace TradeTerminal.Benchmarks.Viewers;

/// <summary>
/// What one viewer has received: render batches, bytes on the wire with headers and compression, and bytes of messages.
/// </summary>
internal sealed record ViewerCounts(long Batches, long WireBytes, long MessageBytes);
