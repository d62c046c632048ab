namespace TradeTerminal.Ingest.Feeds.Status;

/// <summary>What came of comparing what a feed says it has stored with the rows there are.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Doubt">Where they differ, in words; null when they don't.</param>
/// <param name="NotCompared">Events since the start that were not compared.</param>
public sealed record RowAnswer(DateTime At, string? Doubt, long NotCompared);
