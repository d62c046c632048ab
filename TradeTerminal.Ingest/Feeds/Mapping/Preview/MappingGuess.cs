namespace TradeTerminal.Ingest.Feeds.Mapping.Preview;

/// <summary>What the messages are taken to be.</summary>
/// <param name="Draft">As settings.</param>
/// <param name="Fields">Why, of each field; empty for what is no guess by field.</param>
/// <param name="Reasons">Why, of the other settings, by their keys.</param>
/// <param name="Verdict">What the feed would do with these settings.</param>
internal sealed record MappingGuess(
    MappingDraft Draft, IReadOnlyList<FieldGuess> Fields, IReadOnlyDictionary<string, string> Reasons, SampleVerdict Verdict);
