namespace TradeTerminal.Ingest.Feeds.Reading;

/// <summary>
/// The stored offset is not where this worker left it: another one writes the same partition. Nothing was
/// written; read the stored offsets and go on from there.
/// </summary>
public sealed class FencedException(string topic)
    : Exception($"Another worker has moved the stored offsets of topic '{topic}'.");
