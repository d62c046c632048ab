namespace TradeTerminal.Ingest.Storage;

/// <summary>
/// A table with one partition a day of event time, and the column that is unique within a day, if there is one.
/// </summary>
internal sealed record PartitionedTable(string Name, string TimeColumn, string? IdColumn);
