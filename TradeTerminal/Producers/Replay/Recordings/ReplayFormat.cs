using System.Collections.Immutable;

namespace TradeTerminal.Producers.Replay.Recordings;

/// <summary>
/// What replaying a feed takes beside the feed itself: its fields, the one that messages are keyed by, and the
/// columns of its table that tell what an event is about and when it was.
/// </summary>
internal sealed record ReplayFormat(string Feed, string Table, string SymbolColumn, string TimeColumn, string Key)
{
    public required ImmutableArray<ReplayColumn> Columns { get; init; }

    /// <summary>The field that makes an event itself wherever it is sent from; null where the feed has none.</summary>
    public string? Id { get; init; }

    /// <summary>In words, for messages.</summary>
    public string Fields => string.Join(", ", Columns.Select(column => column.Name));

    public ReplayColumn? Find(string name) =>
        Columns.FirstOrDefault(column => column.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));
}
