namespace TradeTerminal.Ingest.Feeds.Judging;

/// <summary>What a field of a feed may be in JSON.</summary>
internal enum FieldType : byte
{
    Text,

    /// <summary>A string, or an integer that stands for one.</summary>
    Id,

    /// <summary>A number, or a string that is exactly one.</summary>
    Number,

    /// <summary>A string with an ISO-8601 time.</summary>
    IsoTime,

    /// <summary>Milliseconds since 1970, as a number or a numeric string, or ISO-8601.</summary>
    UnixMilliseconds,

    /// <summary>Seconds since 1970, perhaps with a fraction, as a number or a numeric string, or ISO-8601.</summary>
    UnixSeconds,
}
