using TradeTerminal.Ingest.Feeds.Mapping;
using TradeTerminal.Ingest.Feeds.Mapping.Preview;

namespace TradeTerminal.YourFeed;

/// <summary>One field of a feed as the page shows it and lets it be changed: texts, empty for what is not set.</summary>
public sealed record FieldLine
{
    public required string Name { get; init; }

    public required bool IsRequired { get; init; }

    public required bool IsTime { get; init; }

    public required bool IsNumber { get; init; }

    public required string From { get; init; }

    public required string Const { get; init; }

    /// <summary><c>B=buy, S=sell</c>.</summary>
    public required string Map { get; init; }

    public required string Else { get; init; }

    public required string Scale { get; init; }

    public required string Unit { get; init; }

    /// <summary>Why it is read so.</summary>
    public required string Why { get; init; }

    /// <summary><c>sure</c>, <c>likely</c>, <c>doubtful</c> or <c>none</c>; empty for what is no guess.</summary>
    public required string Certainty { get; init; }

    public required string? Raw { get; init; }

    public required string? Ours { get; init; }

    public required string? Problem { get; init; }

    internal string? Case { get; init; }

    internal static IReadOnlyList<FieldLine> Of(FeedPreview preview, FeedPreview? guess) =>
        [.. preview.Fields.Select(field => Of(field, preview, guess))];

    private static FieldLine Of(FieldPreview field, FeedPreview preview, FeedPreview? guess)
    {
        var entry = field.Entry;
        // What nobody has touched is explained as it was guessed.
        var told = guess?.Fields.FirstOrDefault(one => one.Field == field.Field && one.Entry == entry) ?? field;
        var path = $"Feeds:{preview.Feed.Section}:Fields:{field.Field.Name}:";
        var problems = preview.Problems.Where(problem => problem.Key.StartsWith(path, StringComparison.OrdinalIgnoreCase))
            .Select(problem => $"{problem.Key[path.Length..]} {problem.Problem}").ToList();
        return new FieldLine
        {
            Name = field.Field.Name,
            IsRequired = field.IsRequired,
            IsTime = field.Field.IsTime,
            IsNumber = field.Field.IsNumber,
            From = entry?.From ?? "",
            Const = entry?.Const ?? "",
            Map = string.Join(", ", entry?.Map ?? []),
            Else = entry?.Else ?? "",
            Scale = entry?.Scale ?? "",
            Unit = entry?.Unit ?? "",
            Case = entry?.Case,
            Why = told.Why,
            Certainty = told.Certainty?.ToString().ToLowerInvariant() ?? "",
            Raw = field.Raw,
            Ours = field.Ours,
            Problem = problems.Count == 0 ? null : string.Join(" ", problems),
        };
    }

    /// <summary>With a pointer there is no constant, and the other way round; Kafka's time needs neither.</summary>
    public FieldLine WithFrom(string from) =>
        this with { From = from.Trim(), Const = from.Trim().Length > 0 ? "" : Const, Unit = Unit == "kafka" ? "" : Unit };

    public FieldLine WithConst(string constant) => constant.Trim().Length == 0 ? this with { Const = "" }
        : this with { Const = constant.Trim(), From = "", Map = "", Else = "", Scale = "", Unit = "" };

    public FieldLine WithUnit(string unit) => unit == "kafka" ? this with { Unit = unit, From = "", Const = "", Map = "", Else = "" }
        : this with { Unit = unit };

    internal FieldEntry ToEntry() => new(Name, Set(From))
    {
        Const = Set(Const),
        Map = Items(Map),
        Else = Set(Else),
        Case = Case,
        Scale = Set(Scale),
        Unit = Set(Unit),
    };

    /// <summary>It is read as it stands here, and nothing of a preset comes through where this is empty.</summary>
    internal bool Is(FieldEntry? read) => ToEntry() is var own && read is not null && read with { Map = own.Map } == own
        && read.Map.SequenceEqual(own.Map);

    /// <summary>What is written with commas between.</summary>
    internal static IReadOnlyList<string> Items(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string? Set(string text) => text.Trim() is { Length: > 0 } set ? set : null;
}
