namespace TradeTerminal.Ingest.Feeds.Mapping;

/// <summary>
/// The shape of one vendor's messages, as settings that somebody could have written. Sources are in docs/mapping.md.
/// </summary>
/// <param name="Name">In <c>Feeds:&lt;Feed&gt;:Preset</c>.</param>
/// <param name="Feed">Of which it is, by name.</param>
/// <param name="Fields">Of the feed.</param>
internal sealed record MappingPreset(string Name, string Feed, IReadOnlyList<FieldEntry> Fields)
{
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Where nothing in <see cref="Only"/> is the vendor's alone: places of which a message of it has one.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>A pointer to the list that the event stands in, alone; <c>#</c> is the whole message. Null where there is no
    /// list.</summary>
    public string? List { get; init; }
}
