namespace TradeTerminal.Ingest.Feeds.Mapping.Preview;

/// <summary>One message, and what becomes of it.</summary>
/// <param name="Message">As it came.</param>
/// <param name="Outcome"><c>accepted</c>, <c>ignored</c> or the reason of its reject.</param>
/// <param name="Detail">What is said of it; null for an accepted one.</param>
/// <param name="Values">By our names, as they are judged; without those it has not.</param>
internal sealed record SampleRow(SampleMessage Message, string Outcome, string? Detail, IReadOnlyList<KeyValuePair<string, string>> Values);
