namespace TradeTerminal.Ingest.Feeds.Judging;

/// <summary>Why a message was refused. The wire form is <see cref="RejectReasons.Code"/>.</summary>
public enum RejectReason : byte
{
    None,
    Empty,
    TooLarge,
    Encoding,
    Json,
    MissingField,
    WrongType,
    Range,
    Ticker,
    Side,
    Timestamp,
    TradeId,

    /// <summary>The message obeys the feed's rules but the database refuses the row.</summary>
    Constraint,

    /// <summary>A symbol, venue, trader or commodity that breaks the rule for names.</summary>
    Symbol,

    /// <summary>What kind of event it is cannot be told, or its fields contradict each other about it.</summary>
    EventType,

    /// <summary>Is none: the message is not for this feed, which is counted and not kept.</summary>
    Ignored,
}

public static class RejectReasons
{
    private static readonly string[] Codes =
    [
        "none", "empty", "too_large", "encoding", "json", "missing_field", "wrong_type", "range",
        "ticker", "side", "timestamp", "trade_id", "constraint", "symbol", "event_type", "ignored",
    ];

    /// <summary>All codes a reject can carry, for filters and validation.</summary>
    public static IReadOnlyList<string> All { get; } = Codes[1..^1];

    public static string Code(this RejectReason reason) => Codes[(int)reason];
}
