namespace TradeTerminal.Ingest.Feeds.Mapping;

/// <summary>What a foreign time is.</summary>
internal enum TimeUnit : byte
{
    /// <summary>ISO-8601, or a number whose unit its size tells.</summary>
    Auto,
    Iso,
    Seconds,
    Milliseconds,
    Microseconds,
    Nanoseconds,

    /// <summary>The record's own time.</summary>
    Kafka,
}
