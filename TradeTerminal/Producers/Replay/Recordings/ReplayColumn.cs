namespace TradeTerminal.Producers.Replay.Recordings;

/// <summary>A field of a feed: its name on the wire and in files, its form, and what gives it in the feed's table.</summary>
/// <param name="Name">As on the wire.</param>
/// <param name="Kind">How the value is written.</param>
/// <param name="Sql">An expression over the feed's table; ours, never input.</param>
/// <param name="Required">A file must have the column.</param>
internal sealed record ReplayColumn(string Name, ColumnKind Kind, string Sql, bool Required = true)
{
    public bool IsTime => Kind is ColumnKind.IsoTime or ColumnKind.UnixMilliseconds or ColumnKind.UnixSeconds;
}
