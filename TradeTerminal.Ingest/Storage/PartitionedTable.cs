namespace TradeTerminal.Ingest.Storage;

/// <summary>
/// A table with one partition a day of event time, and the column that is unique within a day, if there is one.
/// </summary>
/// <param name="Name">The table.</param>
/// <param name="TimeColumn">Event time.</param>
/// <param name="IdColumn">The column that is unique within a day, if there is one.</param>
/// <param name="SymbolColumn">The column by which, with the time, a day is indexed when it is over, if there is one.</param>
internal sealed record PartitionedTable(string Name, string TimeColumn, string? IdColumn, string? SymbolColumn = null);
