namespace TradeTerminal.Ingest.Feeds.Mapping;

/// <summary>The settings of one field as they are written: <c>Feeds:&lt;Feed&gt;:Fields:&lt;Name&gt;</c>. Null is not set.</summary>
internal sealed record FieldEntry(string Name, string? From = null)
{
    public static readonly string[] Keys = ["From", "Const", "Map", "Else", "Case", "Cumulative", "Scale", "Unit"];

    public string? Const { get; init; }

    public IReadOnlyList<string> Map { get; init; } = [];

    public string? Else { get; init; }

    public string? Case { get; init; }

    public string? Cumulative { get; init; }

    public string? Scale { get; init; }

    public string? Unit { get; init; }

    /// <summary>There is no value of theirs: a constant, or the record's own time.</summary>
    private bool IsWithoutValue => Const is not null || Unit == "kafka";

    /// <summary>
    /// What is set here over what is set there: a constant replaces a pointer, with all that was done to its value, and the other way
    /// round.
    /// </summary>
    public FieldEntry Over(FieldEntry below) => IsWithoutValue && From is null ? this : new(Name, From ?? below.From)
    {
        Const = Const ?? (From is null ? below.Const : null),
        Map = Map.Count > 0 ? Map : below.Map,
        Else = Else ?? below.Else,
        Case = Case ?? below.Case,
        Cumulative = Cumulative ?? below.Cumulative,
        Scale = Scale ?? below.Scale,
        Unit = Unit ?? below.Unit,
    };
}
