namespace TradeTerminal.Ingest.Feeds.Mapping.Preview;

/// <summary>How a field is taken to come out of the messages.</summary>
/// <param name="Entry">As settings.</param>
/// <param name="Certainty">How far to trust it.</param>
/// <param name="Why">A sentence.</param>
internal sealed record FieldGuess(FieldEntry Entry, Certainty Certainty, string Why);

/// <summary>How far to trust a guess.</summary>
internal enum Certainty
{
    /// <summary>There is nothing for it in the messages.</summary>
    None,

    /// <summary>Look at it.</summary>
    Doubtful,
    Likely,
    Sure,
}
