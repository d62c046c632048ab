using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TradeTerminal.Ingest.Feeds.Mapping.Preview;

/// <summary>Settings of a feed as they are pasted: what is written here is what is judged.</summary>
internal static class MappingText
{
    private static readonly JsonSerializerOptions Written = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Keys below the feed's and their values, such as <c>Fields:side:Map:0</c>.</summary>
    /// <param name="topic">Left out where null.</param>
    /// <param name="entries">Of the mapping.</param>
    /// <param name="anySign">The feed takes prices of 0 and below.</param>
    public static IReadOnlyList<KeyValuePair<string, string?>> Pairs(string? topic, MappingEntries entries, bool anySign)
    {
        var pairs = new List<KeyValuePair<string, string?>>();
        Add("Topic", topic);
        Add("AnySign", anySign ? "true" : null);
        Add("Preset", entries.Preset);
        Add("Encoding", entries.Encoding);
        Add("Envelope", entries.Envelope);
        Add("Each", entries.Each);
        AddList("Only", entries.Only);
        foreach (var field in entries.Fields)
        {
            var path = $"Fields:{field.Name}";
            Add($"{path}:From", field.From);
            Add($"{path}:Const", field.Const);
            AddList($"{path}:Map", field.Map);
            Add($"{path}:Else", field.Else);
            Add($"{path}:Case", field.Case);
            Add($"{path}:Cumulative", field.Cumulative);
            Add($"{path}:Scale", field.Scale);
            Add($"{path}:Unit", field.Unit);
        }

        return pairs;

        void Add(string key, string? value) => pairs.AddRange(value is null ? [] : [KeyValuePair.Create(key, (string?)value)]);

        void AddList(string key, IReadOnlyList<string> values) =>
            pairs.AddRange(values.Select((value, index) => KeyValuePair.Create($"{key}:{index}", (string?)value)));
    }

    /// <summary>For appsettings.json.</summary>
    public static string Json(Feed feed, IReadOnlyList<KeyValuePair<string, string?>> pairs) =>
        new JsonObject { ["Feeds"] = new JsonObject { [feed.Section] = Tree(pairs) } }.ToJsonString(Written);

    /// <summary>For a shell.</summary>
    public static string Environment(Feed feed, IReadOnlyList<KeyValuePair<string, string?>> pairs) =>
        string.Join('\n', pairs.Select(pair =>
        $"export Feeds__{feed.Section}__{pair.Key.Replace(":", "__", StringComparison.Ordinal)}={Quoted(pair.Value!)}"));

    private static JsonObject Tree(IReadOnlyList<KeyValuePair<string, string?>> pairs)
    {
        var root = new JsonObject();
        foreach (var (key, value) in pairs)
        {
            var parts = key.Split(':');
            JsonObject node = root;
            var isListed = int.TryParse(parts[^1], out _);
            foreach (var part in parts[..(isListed ? ^2 : ^1)])
            {
                node = (JsonObject)(node[part] ??= new JsonObject());
            }

            if (isListed)
            {
                ((JsonArray)(node[parts[^2]] ??= new JsonArray())).Add(value);
            }
            else
            {
                node[parts[^1]] = value;
            }
        }

        return root;
    }

    private static string Quoted(string value) =>
        value.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '.' or '_' or '-' or ':' or '=' or ',')
        ? value : $"'{value.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
