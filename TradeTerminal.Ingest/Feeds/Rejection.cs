namespace TradeTerminal.Ingest.Feeds;

/// <summary>
/// Why one message was refused and what it was: <see cref="Payload"/> is the message byte for byte,
/// null for a tombstone.
/// </summary>
public sealed record Rejection(RejectReason Reason, string Detail, byte[]? Payload);
