namespace TradeTerminal.Producers.Replay.Recordings;

/// <summary>One event as it is to be sent: the key of its message, the wire form, what it is about, and when it was (UTC).</summary>
internal readonly record struct RecordedEvent(string Key, byte[] Value, string Symbol, DateTime At);
