namespace TradeTerminal.Ingest.Feeds.Judging;

internal enum JsonKind : byte
{
    Missing,
    String,
    Number,
    Null,

    /// <summary>true, false, an object or an array: valid JSON that no field of a feed takes.</summary>
    Other,
}
