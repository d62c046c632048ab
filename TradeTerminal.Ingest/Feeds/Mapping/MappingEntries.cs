using Microsoft.Extensions.Configuration;

namespace TradeTerminal.Ingest.Feeds.Mapping;

/// <summary>What a feed's settings say about foreign messages, as it is written.</summary>
internal sealed record MappingEntries
{
    public static readonly string[] Keys = ["Preset", "Encoding", "Envelope", "Each", "Only", "Fields"];

    public string? Preset { get; init; }

    public string? Encoding { get; init; }

    public string? Envelope { get; init; }

    public string? Each { get; init; }

    public IReadOnlyList<string> Only { get; init; } = [];

    public IReadOnlyList<FieldEntry> Fields { get; init; } = [];

    /// <summary>Keys of fields that are no settings, by their full names.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];

    public bool IsEmpty => (Preset ?? Encoding ?? Envelope ?? Each) is null && Only.Count == 0 && Fields.Count == 0 && Unknown.Count == 0;

    public static MappingEntries Of(IConfigurationSection settings) => new()
    {
        Preset = Text(settings, "Preset"),
        Encoding = Text(settings, "Encoding"),
        Envelope = Text(settings, "Envelope"),
        Each = Text(settings, "Each"),
        Only = List(settings.GetSection("Only")),
        Fields = [.. settings.GetSection("Fields").GetChildren().Where(field => field.GetChildren().Any()).Select(FieldOf)],
        Unknown =
        [
            .. settings.GetSection("Fields").GetChildren().Where(field => field.Value is { Length: > 0 }).Select(field => field.Path),
            .. settings.GetSection("Fields").GetChildren().SelectMany(field => field.GetChildren())
                .Where(child => !FieldEntry.Keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase)).Select(child => child.Path),
        ],
    };

    private static FieldEntry FieldOf(IConfigurationSection field) => new(field.Key, Text(field, "From"))
    {
        Const = field["Const"],
        Map = List(field.GetSection("Map")),
        Else = field["Else"],
        Case = Text(field, "Case"),
        Cumulative = Text(field, "Cumulative"),
        Scale = Text(field, "Scale"),
        Unit = Text(field, "Unit"),
    };

    private static string? Text(IConfigurationSection section, string key) => section[key]?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A list, or one of it by itself.</summary>
    private static string[] List(IConfigurationSection section) =>
        section.Value is { Length: > 0 } one ? [one]
        : [.. section.GetChildren().Select(child => child.Value ?? "").Where(text => text.Length > 0)];
}
