namespace TradeTerminal.Ingest.Feeds.Judging;

/// <summary>
/// The fields of a feed in the order of its contract, which is the order they are checked in. Filled while the
/// parser's type is initialized, read only afterwards.
/// </summary>
internal sealed class FieldList
{
    private readonly List<Field> _required = [];
    private readonly List<Field> _all = [];

    public JsonFields Json { get; } = new();

    /// <summary>In the order of <see cref="Field.Index"/>.</summary>
    public IReadOnlyList<Field> All => _all;

    /// <summary>What no message may lack.</summary>
    public IReadOnlyList<Field> Required => _required;

    public Field Add(string name, FieldType type, params IReadOnlyList<string> words)
    {
        var field = Optional(name, type, words);
        _required.Add(field);
        return field;
    }

    public Field Optional(string name, FieldType type, params IReadOnlyList<string> words)
    {
        var field = new Field(Json.Add(name), name, type, words);
        _all.Add(field);
        return field;
    }
}
