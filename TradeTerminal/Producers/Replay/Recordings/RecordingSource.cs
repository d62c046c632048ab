namespace TradeTerminal.Producers.Replay.Recordings;

/// <summary>What is to be replayed: a file of this name, or, with times, a stored range of the feed (UTC, its end not part of
/// it).</summary>
public sealed record RecordingSource(string Feed, string? File, DateTime? From, DateTime? To);
