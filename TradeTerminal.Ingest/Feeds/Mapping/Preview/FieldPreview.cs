using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Feeds.Mapping.Preview;

/// <summary>One field of a feed as it is read by the settings that are tried.</summary>
/// <param name="Field">Ours.</param>
/// <param name="IsRequired">No message may lack it.</param>
/// <param name="Entry">How it is read: what is set, over the preset or its own name; null where the preset leaves it out.</param>
/// <param name="Certainty">Of the guess; null where it was set by somebody or a preset.</param>
/// <param name="Why">A sentence.</param>
/// <param name="Found">Events that have a value there.</param>
/// <param name="Raw">The value of theirs in the example; null where there is none.</param>
/// <param name="Ours">What it becomes; null where it becomes nothing.</param>
internal sealed record FieldPreview(
    Field Field, bool IsRequired, FieldEntry? Entry, Certainty? Certainty, string Why, int Found, string? Raw, string? Ours);
