using Microsoft.Extensions.Configuration;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Feeds.Mapping;

/// <summary>
/// Compiles <c>Feeds:&lt;Feed&gt;:Preset, Encoding, Envelope, Each, Only</c> and <c>Fields</c> into a mapping, and names everything that
/// is wrong with them.
/// </summary>
internal sealed class MappingSettings
{
    /// <summary>In <c>Each</c>: the message is the list.</summary>
    public const string WholeMessage = "#";

    private const string NoRegistry = "is not read yet: json is, with or without a Schema Registry frame";

    private static readonly string[] Envelopes = ["auto", "none", "connect", "debezium", "cloudevents"];

    private readonly string _path;
    private readonly Feed _feed;
    private readonly MappingEntries _entries;
    private readonly MappingPreset? _preset;
    private readonly List<(string Key, string Problem)> _problems = [];
    private readonly List<(JsonPointer Pointer, int Slot)> _pointers = [];
    private readonly bool _hasMarks;

    private MappingSettings(string path, Feed feed, MappingEntries entries)
    {
        (_path, _feed, _entries) = (path, feed, entries);
        _preset = PresetOf(feed, entries);
        Envelope = entries.Envelope ?? "auto";
        _hasMarks = Envelope is not "none" && !Envelope.StartsWith('/');
    }

    private string Envelope { get; }

    /// <summary>A mapping when there are settings for one and nothing is wrong with them.</summary>
    public static (FeedMapping? Mapping, IReadOnlyList<(string Key, string Problem)> Problems) Of(IConfigurationSection settings, Feed feed)
    {
        var entries = MappingEntries.Of(settings);
        return entries.IsEmpty ? (null, []) : Of(settings.Path, feed, entries);
    }

    /// <param name="path">What the entries stand below, for messages.</param>
    /// <param name="feed">Whose they are.</param>
    /// <param name="entries">Not empty.</param>
    public static (FeedMapping? Mapping, IReadOnlyList<(string Key, string Problem)> Problems) Of(string path, Feed feed,
        MappingEntries entries)
    {
        var compiler = new MappingSettings(path, feed, entries);
        var mapping = compiler.Compile();
        return (compiler._problems.Count == 0 ? mapping : null, compiler._problems);
    }

    /// <summary>How a field is read: what is set, over its preset's or its own name. Null for one that the preset leaves out.</summary>
    public static FieldEntry? EntryOf(Feed feed, MappingEntries entries, Field field)
    {
        var set = entries.Fields.FirstOrDefault(entry => Is(entry.Name, field.Name));
        var preset = PresetOf(feed, entries);
        var below = preset is null ? new FieldEntry(field.Name, $"/{field.Name}")
            : preset.Fields.FirstOrDefault(entry => entry.Name == field.Name);
        return set is null ? below : below is null ? set : set.Over(below);
    }

    public static MappingPreset? PresetOf(Feed feed, MappingEntries entries) =>
        MappingPresets.All.FirstOrDefault(preset => preset.Name == entries.Preset && preset.Feed == feed.Name);

    /// <summary>For what has been checked: null where there are no settings for a mapping.</summary>
    /// <exception cref="InvalidOperationException">Something is wrong with them.</exception>
    public static FeedMapping? Compiled(IConfigurationSection settings, Feed feed)
    {
        var (mapping, problems) = Of(settings, feed);
        return problems.Count == 0 ? mapping
            : throw new InvalidOperationException(string.Join(' ', problems.Select(wrong => $"{wrong.Key} {wrong.Problem}")));
    }

    private FeedMapping Compile()
    {
        CheckWords();
        var fields = Fields();
        var only = Conditions();
        if (_pointers.Count + (_hasMarks ? EnvelopeMarks.Pointers.Length : 0) > PointerTree.MaxSlots)
        {
            Refuse("Fields", $"and Only name too many places; at most {PointerTree.MaxSlots - EnvelopeMarks.Pointers.Length} are read.");
        }

        return new FeedMapping
        {
            Fields = fields,
            OnlyOutside = [.. only.Where(condition => condition.IsOutside)],
            Only = [.. only.Where(condition => !condition.IsOutside)],
            Envelope = Envelope,
            HasMarks = _hasMarks,
            Trees = _problems.Count == 0 ? Trees() : [],
            IgnoresEmpty = Envelope == "debezium",
            NeedsRecordTime = fields.Any(field => field.Unit == TimeUnit.Kafka),
        };
    }

    private void CheckWords()
    {
        if (_entries.Preset is { } name && _preset is null)
        {
            var known = MappingPresets.All.FirstOrDefault(preset => preset.Name == name);
            var own = string.Join(", ", MappingPresets.All.Where(preset => preset.Feed == _feed.Name).Select(preset => preset.Name));
            Refuse("Preset", known is not null ? $"is '{name}', which is a preset of the feed {known.Feed}."
                : own.Length == 0 ? $"is '{name}' but the feed has no presets; set Fields."
                : $"is '{name}' but must be one of {own}.");
        }

        if (_entries.Encoding is { } encoding && encoding is not ("auto" or "json"))
        {
            Refuse("Encoding", encoding is "avro" or "protobuf" or "msgpack" ? $"is '{encoding}', which {NoRegistry}."
                : $"is '{encoding}' but must be auto or json.");
        }

        if (_entries.Each is { } each && each != WholeMessage && JsonPointer.Parse(each) is not { IsOutside: false })
        {
            Refuse("Each", $"is '{each}' but must be {JsonPointer.Rule}, or {WholeMessage} where the whole message is the list.");
        }

        if (!Envelopes.Contains(Envelope) && JsonPointer.Parse(Envelope) is not { IsOutside: false })
        {
            Refuse("Envelope", $"is '{Envelope}' but must be {string.Join(", ", Envelopes)} or {JsonPointer.Rule}.");
        }

        foreach (var key in _entries.Unknown)
        {
            _problems.Add((key, $"is no setting of a field; there are {string.Join(", ", FieldEntry.Keys)} below its name."));
        }
    }

    private List<FieldMapping> Fields()
    {
        foreach (var entry in _entries.Fields.Where(entry => !_feed.Fields.All.Any(field => Is(field.Name, entry.Name))))
        {
            var names = string.Join(", ", _feed.Fields.All.Select(field => field.Name));
            Refuse($"Fields:{entry.Name}", $"is no field of the feed; there are {names}.");
        }

        var fields = new List<FieldMapping>();
        foreach (var field in _feed.Fields.All)
        {
            if (EntryOf(_feed, _entries, field) is { } entry)
            {
                fields.Add(new FieldCompiler(field, entry, SlotOf, Refuse).Compile());
            }
        }

        return fields;
    }

    /// <summary>Of two about the same place one must hold.</summary>
    private List<Condition> Conditions()
    {
        var conditions = new Dictionary<int, List<byte[]>>();
        var outside = new HashSet<int>();
        foreach (var text in _entries.Only.Count > 0 ? _entries.Only : _preset?.Only ?? [])
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (JsonPointer.Parse(equals < 0 ? text : text[..equals]) is not { } pointer)
            {
                Refuse("Only", $"has '{text}' but must be such as /type=trade, or /price for a message that has one.");
                continue;
            }

            var slot = SlotOf(pointer);
            _ = pointer.IsOutside && outside.Add(slot);
            var texts = conditions.TryGetValue(slot, out var known) ? known : conditions[slot] = [];
            if (equals >= 0)
            {
                texts.Add(System.Text.Encoding.UTF8.GetBytes(text[(equals + 1)..]));
            }
        }

        return [.. conditions.Select(condition => new Condition(condition.Key, condition.Value, outside.Contains(condition.Key)))];
    }

    private int SlotOf(JsonPointer pointer)
    {
        var known = _pointers.FindIndex(at => at.Pointer.Text == pointer.Text);
        if (known >= 0)
        {
            return _pointers[known].Slot;
        }

        var slot = _pointers.Count + (_hasMarks ? EnvelopeMarks.Pointers.Length : 0);
        _pointers.Add((pointer, slot));
        return slot;
    }

    private PointerTree?[] Trees()
    {
        var trees = new PointerTree?[Enum.GetValues<Mapping.Envelope>().Length];
        Mapping.Envelope[] taken = Envelope switch
        {
            "auto" => Enum.GetValues<Mapping.Envelope>(),
            "connect" => [Mapping.Envelope.Connect],
            "debezium" => [Mapping.Envelope.Debezium, Mapping.Envelope.ConnectDebezium],
            "cloudevents" => [Mapping.Envelope.None, Mapping.Envelope.Data],
            _ => [Mapping.Envelope.None],
        };
        foreach (var envelope in taken)
        {
            trees[(int)envelope] = Tree(Envelope.StartsWith('/') ? JsonPointer.Parse(Envelope)!.Path : EnvelopeMarks.PathTo(envelope));
        }

        return trees;
    }

    private PointerTree Tree(IReadOnlyList<string> around)
    {
        var tree = new PointerTree();
        for (var mark = 0; _hasMarks && mark < EnvelopeMarks.Pointers.Length; mark++)
        {
            tree.Root.Grow(JsonPointer.Parse(EnvelopeMarks.Pointers[mark])!.Path, mark);
        }

        var list = (_entries.Each ?? _preset?.List) is not { } text ? null : text == WholeMessage ? [] : JsonPointer.Parse(text)!.Path;
        foreach (var (pointer, slot) in _pointers)
        {
            if (list is null || pointer.IsOutside)
            {
                tree.Root.Grow([.. around, .. pointer.Path], slot);
            }
            else
            {
                tree.Root.GrowEvent([.. around, .. list], pointer.Path, slot);
            }
        }

        return tree;
    }

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

    private void Refuse(string key, string problem) => _problems.Add(($"{_path}:{key}", problem));
}
