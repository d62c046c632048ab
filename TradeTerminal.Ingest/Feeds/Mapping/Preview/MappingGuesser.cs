using System.Text.Json;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Feeds.Mapping.Preview;

/// <summary>
/// Guesses how a topic's messages are to be read: as our own, by a preset, or field by field. Each is tried on the messages by the feed's
/// judge, and what it would accept decides.
/// </summary>
internal sealed class MappingGuesser(Feed feed, IReadOnlyList<DecodedMessage> messages, DateTime utcNow)
{
    /// <summary>Lists that are tried as lists of events.</summary>
    private const int MostLists = 3;

    /// <summary>More distinct values are no kinds of messages.</summary>
    private const int MostKinds = 12;

    /// <summary>Fewer messages that are not for the feed are no kind, but mistakes.</summary>
    private const int LeastOthers = 3;

    /// <summary>The rank of a place that is not called as kinds are.</summary>
    private const int NoKind = 2;

    private readonly SampleMessage[] _raw = [.. messages.Select(message => message.Message)];
    private readonly List<DecodedMessage> _json = [.. messages.Where(message => message.Json is not null)];

    public MappingGuess Guess()
    {
        var own = Try(
            MappingDraft.OurOwn, [],
            new Dictionary<string, string> { ["Shape"] = "They have our own fields and forms: there is nothing to map." })!;
        if (own.Verdict is { RefusedShare: <= 0.05, Accepted: > 0 } || _json.Count == 0)
        {
            return own;
        }

        var byField = ByField();
        var best = own.Verdict.Accepted > 0 && own.Verdict.Accepted >= byField.Verdict.Accepted ? own : byField;
        // A vendor's shape is known exactly; a guess by field may accept as much and mean less.
        var preset = MappingPresets.All.Where(preset => preset.Feed == feed.Name).Select(ByPreset).OfType<MappingGuess>()
            .OrderByDescending(guess => guess.Verdict.Accepted).ThenBy(guess => guess.Verdict.Refused).FirstOrDefault();
        return preset is not null && preset.Verdict.Accepted * 2 >= best.Verdict.Accepted ? preset : best;
    }

    private MappingGuess? Try(MappingDraft draft, IReadOnlyList<FieldGuess> fields, Dictionary<string, string> reasons) =>
        draft.Compile(feed).Options is { } options
            ? new MappingGuess(draft, fields, reasons, SampleJudge.Judge(feed, options, _raw, utcNow)) : null;

    /// <summary>Null for a preset that these are not.</summary>
    private MappingGuess? ByPreset(MappingPreset preset)
    {
        var marks = preset.Marks.Select(mark => JsonPointer.Parse(mark)!.Path).ToList();
        if (marks.Count > 0 && !_json.Any(message => message.Event(null, preset.List) is { } found
            && marks.Any(mark => DecodedMessage.At(found, mark) is not null)))
        {
            return null;
        }

        var guess = Try(
            new MappingDraft(new MappingEntries { Preset = preset.Name }, false), [],
            new Dictionary<string, string> { ["Preset"] = $"They are as {preset.Name} has them{(preset.Only.Count == 0 ? "" : $": {string.Join(" or ", preset.Only)}")}." });
        return guess?.Verdict is { Accepted: > 0, RefusedShare: <= 0.5 } ? guess : null;
    }

    private MappingGuess ByField()
    {
        var lists = LeafSet.Of(_json, null, null).Lists.OrderByDescending(list => list.Value).Take(MostLists).Select(list => list.Key);
        return lists.Select(list => ByField(list)).Prepend(ByField(null)).OfType<MappingGuess>().MaxBy(guess => guess.Verdict.Accepted)!;
    }

    private MappingGuess? ByField(string? list)
    {
        var leaves = LeafSet.Of(_json, null, list);
        var fields = new FieldGuesser(feed, leaves).Guess();
        var reasons = new Dictionary<string, string>();
        var anySign = fields.Any(guess => guess.Entry.Name.Contains("rice", StringComparison.Ordinal) && guess.Entry.From is { } from
            && leaves.Find(from) is { AreNumbers: true, Min: < 0 });
        if (anySign)
        {
            reasons["AnySign"] = "Some prices are below 0.";
        }

        if (list is not null)
        {
            reasons["Each"] = $"{(list == MappingSettings.WholeMessage ? "The whole message" : list)} is a list of events. One in it is read; a message with more is rejected and kept.";
        }

        var entries = new MappingEntries { Each = list, Fields = [.. fields.Where(IsWorthSaying).Select(guess => guess.Entry)] };
        entries = entries.IsEmpty ? entries with { Encoding = "json" } : entries;
        var guess = Try(new MappingDraft(entries, anySign), fields, reasons);
        return guess is { Verdict: { Accepted: > 0, Refused: > 0 } } ? OnlySome(guess, list) : guess;
    }

    /// <summary>What is read from its own name, as it is, need not be set.</summary>
    private static bool IsWorthSaying(FieldGuess guess) => guess.Entry with { Unit = null } is var entry
        && (entry.From != $"/{entry.Name}" || entry.Const is not null || entry.Map.Count > 0 || entry.Else is not null
        || entry.Scale is not null)
        && guess.Certainty != Certainty.None;

    /// <summary>
    /// A place that names kinds, and parts exactly what is accepted from what lacks fields, says which messages are for the feed. What is
    /// wrong in any other way stays a reject: it is kept, and what is ignored is not.
    /// </summary>
    private MappingGuess OnlySome(MappingGuess guess, string? list)
    {
        var used = guess.Fields.SelectMany(field => (field.Entry.From ?? "").Split(' ')).ToHashSet();
        var inner = messages.Zip(guess.Verdict.Looks)
            .Where(pair => pair.First.Json is not null && pair.Second.Reason != RejectReason.Ignored).ToList();
        foreach (var leaf in LeafSet.Of(_json, null, list).Leaves
            .Where(leaf => leaf.Distinct.Count <= MostKinds && Rank(leaf) < NoKind && !used.Contains(leaf.Pointer)).OrderBy(Rank))
        {
            if (JsonPointer.Parse(leaf.Pointer) is not { } pointer)
            {
                continue;
            }

            var groups = inner.GroupBy(pair => (pointer.IsOutside ? pair.First.Inside(null) : pair.First.Event(null, list)) is { } found
                && DecodedMessage.At(found, pointer.Path) is { } value ? Text(value) : null, pair => pair.Second.Reason).ToList();
            var wanted = groups.Where(group => group.Key is not null && group.All(reason => reason == RejectReason.None)).ToList();
            var others = groups.Except(wanted).ToList();
            if (wanted.Count == 0 || others.Sum(group => group.Count()) < LeastOthers
                || others.Any(group => group.Any(reason => reason != RejectReason.MissingField)))
            {
                continue;
            }

            string[] only = [.. wanted.Select(group => group.Key!).Order(StringComparer.Ordinal).Select(text => $"{leaf.Pointer}={text}")];
            var without = string.Join(", ", others.Select(group => group.Key ?? "none").Take(4));
            return Try(
                guess.Draft with { Entries = guess.Draft.Entries with { Only = only } }, guess.Fields,
                new Dictionary<string, string>(guess.Reasons)
                {
                    ["Only"] = $"Messages with another {leaf.Pointer} ({without}) lack fields of {feed.Name}.",
                }) ?? guess;
        }

        return guess;
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when value.GetString() is { Length: > 0 and < 64 } text
            && LeafSet.IsPrintable(text) => text,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    private static int Rank(Leaf leaf) => (leaf.Names.Count == 0 ? null : leaf.Names[^1]) switch
    {
        "type" or "eventtype" or "msgtype" or "messagetype" or "kind" or "event" or "channel" => 0,
        "e" or "ev" or "op" or "action" or "table" or "name" => 1,
        _ => NoKind,
    };
}
