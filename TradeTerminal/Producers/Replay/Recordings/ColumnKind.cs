namespace TradeTerminal.Producers.Replay.Recordings;

/// <summary>How the value of a field stands on the wire.</summary>
internal enum ColumnKind
{
    /// <summary>Always a string, also where it looks like a number.</summary>
    Text,

    /// <summary>A number where it is one by JSON's grammar, else a string, which the feed's rules then refuse.</summary>
    Number,

    /// <summary>ISO-8601 in UTC.</summary>
    IsoTime,

    /// <summary>Unix milliseconds; ISO-8601 for what is finer.</summary>
    UnixMilliseconds,

    /// <summary>Unix seconds with decimals.</summary>
    UnixSeconds,
}
