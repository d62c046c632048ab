using System.Globalization;
using System.Text.Json;

namespace TradeTerminal.Ingest.Feeds.Mapping.Preview;

/// <summary>Every place in the events of a sample, and where lists of events are. Bounded, whatever a sender nests.</summary>
internal sealed class LeafSet
{
    private const int MostLeaves = 200;
    private const int Deepest = 6;
    private const int MostOfList = 8;

    private readonly Dictionary<string, Leaf> _leaves = [];
    private readonly Dictionary<string, int> _lists = [];
    private readonly HashSet<string> _events = [];

    private LeafSet()
    {
    }

    /// <summary>Events looked at.</summary>
    public int Events { get; private set; }

    /// <summary>Of them, those that are not the same to the letter as another.</summary>
    public int Different => _events.Count;

    public IReadOnlyList<Leaf> Leaves => [.. _leaves.Values];

    /// <summary>Pointers to lists of objects, or of lists, with the number of messages that have one there.</summary>
    public IReadOnlyDictionary<string, int> Lists => _lists;

    public Leaf? Find(string pointer) => _leaves.GetValueOrDefault(pointer);

    /// <param name="messages">That are JSON.</param>
    /// <param name="envelope">As the setting has it.</param>
    /// <param name="list">As the setting <c>Each</c> has it.</param>
    public static LeafSet Of(IEnumerable<DecodedMessage> messages, string? envelope, string? list)
    {
        var set = new LeafSet();
        foreach (var message in messages)
        {
            if (message.Event(envelope, list) is not { } found || found.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            {
                continue;
            }

            set.Events++;
            set._events.Add(found.GetRawText());
            set.Walk(found, "", []);
            if (list is not null and not MappingSettings.WholeMessage
                && message.Inside(envelope) is { ValueKind: JsonValueKind.Object } around)
            {
                set.WalkOutside(around, list);
            }
        }

        return set;
    }

    /// <summary>A name as names are compared: small letters and digits.</summary>
    public static string Normal(string name) =>
        string.Concat(name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));

    /// <summary>It may stand in settings that are pasted: nothing in it is unseen, or steers a terminal.</summary>
    public static bool IsPrintable(string text) => !text.Any(letter => char.GetUnicodeCategory(letter)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    /// <summary>A name of JSON as a part of a pointer; null for one that the settings can't hold.</summary>
    private static string? Part(string name) => name.Length is 0 or > PointerNode.LongestName || name.Any(char.IsWhiteSpace)
        || name.Contains('=', StringComparison.Ordinal) || !IsPrintable(name)
        ? null : name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private void WalkOutside(JsonElement around, string list)
    {
        foreach (var member in around.EnumerateObject())
        {
            if (Part(member.Name) is { } part && $"/{part}" is var pointer
                && list != pointer && !list.StartsWith($"{pointer}/", StringComparison.Ordinal))
            {
                Walk(member.Value, $"^{pointer}", [Normal(member.Name)]);
            }
        }
    }

    private void Walk(JsonElement value, string pointer, IReadOnlyList<string> names)
    {
        if (names.Count > Deepest)
        {
            return;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    if (Part(member.Name) is { } part)
                    {
                        Walk(member.Value, $"{pointer}/{part}", [.. names, Normal(member.Name)]);
                    }
                }

                break;
            case JsonValueKind.Array:
                WalkList(value, pointer, names);
                break;
            default:
                if (pointer.Length > 0 && (_leaves.TryGetValue(pointer, out var leaf) || _leaves.Count < MostLeaves))
                {
                    leaf ??= _leaves[pointer] = new Leaf(pointer, names);
                    leaf.Add(value);
                }

                break;
        }
    }

    private void WalkList(JsonElement value, string pointer, IReadOnlyList<string> names)
    {
        if (value.GetArrayLength() > 0 && value[0].ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            var key = pointer.Length == 0 ? MappingSettings.WholeMessage : pointer;
            _ = pointer.StartsWith('^') ? 0 : _lists[key] = _lists.GetValueOrDefault(key) + 1;
            return;
        }

        // By their places: a list of one kind is of no use, one of several is an event without names.
        for (var index = 0; index < Math.Min(value.GetArrayLength(), MostOfList); index++)
        {
            Walk(value[index], $"{pointer}/{index.ToString(CultureInfo.InvariantCulture)}", names);
        }
    }
}
