namespace TradeTerminal.Ingest.Feeds.Status;

/// <summary>A stretch of one partition's log, and the events of it that went in: how many, and their first and last event time,
/// UTC.</summary>
internal sealed record StoredStretch(int Partition, long From, long To, long Events, DateTime Oldest, DateTime Newest);
