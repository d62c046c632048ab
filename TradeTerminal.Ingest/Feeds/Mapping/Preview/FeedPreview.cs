using System.Text.Json;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Feeds.Mapping.Preview;

/// <summary>What a feed would make of a topic, and the settings for it; immutable.</summary>
internal sealed record FeedPreview
{
    private const int MostRows = 8;
    private const int MostAccepted = 4;

    public required Feed Feed { get; init; }

    public required TopicSample Sample { get; init; }

    public required MappingDraft Draft { get; init; }

    /// <summary>Nobody has changed anything.</summary>
    public required bool IsGuess { get; init; }

    public required IReadOnlyList<DecoderVerdict> Decoders { get; init; }

    /// <summary>What lies around the events, in words.</summary>
    public required string Envelope { get; init; }

    /// <summary>Why, of the settings that are no fields, by their keys.</summary>
    public required IReadOnlyDictionary<string, string> Reasons { get; init; }

    public required IReadOnlyList<FieldPreview> Fields { get; init; }

    /// <summary>Places in the messages, for those who choose.</summary>
    public required IReadOnlyList<Leaf> Places { get; init; }

    /// <summary>What is wrong with the settings; then nothing is judged.</summary>
    public required IReadOnlyList<(string Key, string Problem)> Problems { get; init; }

    /// <summary>Null where something is wrong with the settings.</summary>
    public required SampleVerdict? Verdict { get; init; }

    public required IReadOnlyList<SampleRow> Rows { get; init; }

    /// <summary>What one should know before pasting, as sentences.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Settings below the feed's; the topic is among them.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Settings => MappingText.Pairs(Sample.Topic, Draft.Entries, Draft.AnySign);

    public string Json => MappingText.Json(Feed, Settings);

    public string Environment => MappingText.Environment(Feed, Settings);

    /// <summary>Guesses.</summary>
    public static FeedPreview Of(Feed feed, TopicSample sample, DateTime utcNow)
    {
        DecodedMessage[] messages = [.. sample.Messages.Select(SampleDecoder.Decode)];
        var guess = new MappingGuesser(feed, messages, utcNow).Guess();
        return Of(feed, sample, messages, guess, guess.Draft, guess.Verdict, []);
    }

    /// <summary>Judges by settings that somebody has given.</summary>
    public static FeedPreview Of(Feed feed, TopicSample sample, MappingDraft draft, DateTime utcNow)
    {
        DecodedMessage[] messages = [.. sample.Messages.Select(SampleDecoder.Decode)];
        var (options, problems) = draft.Compile(feed);
        return Of(feed, sample, messages, null, draft, options is null ? null
            : SampleJudge.Judge(feed, options, sample.Messages, utcNow), problems);
    }

    private static FeedPreview Of(
        Feed feed, TopicSample sample, DecodedMessage[] messages, MappingGuess? guess, MappingDraft draft, SampleVerdict? verdict,
        IReadOnlyList<(string Key, string Problem)> problems)
    {
        var list = draft.Entries.Each ?? MappingSettings.PresetOf(feed, draft.Entries)?.List;
        var envelope = draft.Entries.Envelope;
        var json = messages.Where(message => message.Json is not null).ToList();
        var leaves = LeafSet.Of(json, envelope, list);
        return new FeedPreview
        {
            Feed = feed,
            Sample = sample,
            Draft = draft,
            IsGuess = guess is not null,
            Decoders = SampleDecoder.Verdicts(messages),
            Envelope = EnvelopeWords.Of(json),
            Reasons = guess?.Reasons ?? new Dictionary<string, string>(),
            Fields = [.. feed.Fields.All.Select(field =>
                FieldOf(feed, field, draft, guess, leaves, ExampleOf(messages, verdict), envelope, list))],
            Places = [.. leaves.Leaves.OrderBy(leaf => leaf.Pointer, StringComparer.Ordinal)],
            Problems = problems,
            Verdict = verdict,
            Rows = verdict is null ? [] : RowsOf(feed, messages, verdict),
            Notes = PreviewNotes.Of(feed, sample, draft, guess?.Fields ?? [], verdict, leaves),
        };
    }

    private static (DecodedMessage Message, Look? Look)? ExampleOf(DecodedMessage[] messages, SampleVerdict? verdict)
    {
        var pairs = messages.Select((message, at) => (message, look: verdict?.Looks[at])).Where(pair => pair.message.Json is not null)
            .Reverse().ToList();
        return pairs.Count == 0 ? null : pairs.Where(pair => pair.look?.Reason == RejectReason.None).Append(pairs[0]).First();
    }

    private static FieldPreview FieldOf(
        Feed feed, Field field, MappingDraft draft, MappingGuess? guess, LeafSet leaves, (DecodedMessage Message, Look? Look)? example,
        string? envelope, string? list)
    {
        var entry = MappingSettings.EntryOf(feed, draft.Entries, field);
        var guessed = guess?.Fields.FirstOrDefault(one => one.Entry.Name == field.Name);
        var pointers = (entry?.From ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var raw = example is null ? []
            : pointers.Select(pointer => RawOf(example.Value.Message, pointer, envelope, list)).OfType<string>().ToList();
        var ours = example?.Look?.Values.ElementAtOrDefault(field.Index);
        var symbol = example?.Look?.Symbol;
        return new FieldPreview(
            field, feed.Fields.Required.Contains(field), entry, guessed?.Certainty,
            guessed?.Why ?? (entry is null ? "The preset leaves it out." : draft.Entries.Fields.Any(set => set.Name == field.Name)
                ? "As it is set."
                : draft.Entries.Preset is { } preset ? $"As {preset} has it." : "Read from its own name."),
            pointers.Length == 0 ? 0 : pointers.Min(pointer => leaves.Find(pointer)?.Count ?? 0),
            raw.Count == 0 ? null : string.Join(" | ", raw), symbol is not null && symbol.Equals(ours, StringComparison.OrdinalIgnoreCase)
                ? symbol : ours);
    }

    private static string? RawOf(DecodedMessage message, string pointer, string? envelope, string? list) =>
        JsonPointer.Parse(pointer) is { } parsed
            && (parsed.IsOutside ? message.Inside(envelope) : message.Event(envelope, list)) is { } found
        && DecodedMessage.At(found, parsed.Path) is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } value
            ? SampleText.Of(System.Text.Encoding.UTF8.GetBytes(value.ValueKind == JsonValueKind.String ? value.GetString()!
            : value.GetRawText()), 64) : null;

    /// <summary>The newest accepted ones, and the newest of each other fate.</summary>
    private static List<SampleRow> RowsOf(Feed feed, DecodedMessage[] messages, SampleVerdict verdict)
    {
        var rows = messages.AsEnumerable().Zip(verdict.Looks).Reverse().GroupBy(pair => pair.Second.Reason)
            .SelectMany(group => group.Take(group.Key == RejectReason.None ? MostAccepted : 1)).Take(MostRows);
        return [.. rows.Select(pair => new SampleRow(
            pair.First.Message, pair.Second.Reason == RejectReason.None ? "accepted" : pair.Second.Reason.Code(), pair.Second.Detail,
            [.. feed.Fields.All.Select(field => KeyValuePair.Create(field.Name, pair.Second.Values.ElementAtOrDefault(field.Index)))
                .Where(value => value.Value is not null).Select(value => KeyValuePair.Create(value.Key, value.Value!))]))];
    }
}
