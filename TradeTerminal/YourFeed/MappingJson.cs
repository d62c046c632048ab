using System.Text.Json;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Mapping;
using TradeTerminal.Ingest.Feeds.Mapping.Preview;

namespace TradeTerminal.YourFeed;

/// <summary>Settings of a feed as JSON: those below <c>Feeds:&lt;Feed&gt;</c>, or the whole file with <c>Feeds</c> in it.</summary>
internal static class MappingJson
{
    private const int Deepest = 5;

    /// <summary>What a feed has beside its mapping, and may stand in what was pasted.</summary>
    private static readonly string[] Others = ["Topic", "Enabled", "AnySign"];

    public static (MappingDraft? Draft, string? Problem) Read(Feed feed, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return (null, "'mapping' must be an object, as the settings of a feed are.");
        }

        if (Member(json, "Feeds") is { ValueKind: JsonValueKind.Object } feeds)
        {
            if (Member(feeds, feed.Section) is not { ValueKind: JsonValueKind.Object } own)
            {
                return (null, $"'mapping' has Feeds, and in it nothing for {feed.Section}.");
            }

            json = own;
        }

        var known = MappingEntries.Keys.Concat(Others).ToList();
        if (json.EnumerateObject()
            .FirstOrDefault(member =>
            !known.Contains(member.Name, StringComparer.OrdinalIgnoreCase)) is { Value.ValueKind: not JsonValueKind.Undefined } unknown)
        {
            return (null, $"'mapping' has '{unknown.Name}', which is no setting of a feed; there are {string.Join(", ", known)}.");
        }

        var (path, pairs) = ($"Feeds:{feed.Section}", new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase));
        Flatten(path, json, pairs, 0);
        var settings = new ConfigurationBuilder().AddInMemoryCollection(pairs).Build().GetSection(path);
        return (new MappingDraft(MappingEntries.Of(settings),
            settings["AnySign"]?.Equals("true", StringComparison.OrdinalIgnoreCase) == true), null);
    }

    private static JsonElement? Member(JsonElement json, string name)
    {
        foreach (var member in json.EnumerateObject())
        {
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return member.Value;
            }
        }

        return null;
    }

    private static void Flatten(string path, JsonElement value, Dictionary<string, string?> pairs, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when depth < Deepest:
                foreach (var member in value.EnumerateObject())
                {
                    Flatten($"{path}:{member.Name}", member.Value, pairs, depth + 1);
                }

                break;
            case JsonValueKind.Array when depth < Deepest:
                foreach (var (index, item) in value.EnumerateArray().Index())
                {
                    Flatten($"{path}:{index}", item, pairs, depth + 1);
                }

                break;
            case JsonValueKind.String:
                pairs[path] = value.GetString();
                break;
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                pairs[path] = value.GetRawText();
                break;
            default:
                break;
        }
    }
}
