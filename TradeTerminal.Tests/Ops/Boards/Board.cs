using System.Text.Json;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Ops.Boards;

/// <summary>A board as it is handed to Grafana.</summary>
internal sealed record Board(string File, JsonElement Json)
{
    internal static string Folder { get; } = Path.Combine(Repository.Root, "docker", "ops");

    internal static Board[] All { get; } =
    [
        .. Directory.GetFiles(Path.Combine(Folder, "grafana", "boards"), "*.json").Order(StringComparer.Ordinal)
            .Select(file => new Board(Path.GetFileNameWithoutExtension(file), JsonDocument.Parse(System.IO.File.ReadAllText(file)).RootElement)),
    ];

    internal string Uid => Json.GetProperty("uid").GetString()!;

    internal JsonElement[] Panels => [.. Json.GetProperty("panels").EnumerateArray()];

    /// <summary>What stands beside all panels, as SQL.</summary>
    internal IEnumerable<string> Annotations => Json.TryGetProperty("annotations", out var annotations)
        ? annotations.GetProperty("list").EnumerateArray().Select(one => one.GetProperty("target").GetProperty("rawSql").GetString()!) : [];

    /// <summary>What each panel asks: the kind of its data source, that one's uid, and the question.</summary>
    internal IEnumerable<(string Panel, string Uid, string Question)> Questions =>
        from panel in Panels
        from target in panel.GetProperty("targets").EnumerateArray()
        let uid = target.GetProperty("datasource").GetProperty("uid").GetString()!
        select ($"{File}: {panel.GetProperty("title").GetString()}", uid,
            target.GetProperty(uid == "terminal-prometheus" ? "expr" : "rawSql").GetString()!);
}
