namespace TradeTerminal.Market.Gaps;

/// <summary>
/// A stretch without a trade of a ticker and why, as far as the database can tell. Without <paramref name="From"/>
/// it is what lies before its first stored trade.
/// </summary>
public sealed record Gap(DateTime? From, DateTime To, GapReason Reason);

public enum GapReason
{
    /// <summary>Other tickers traded, this one did not.</summary>
    Quiet,

    /// <summary>The feed was read, and no ticker traded: the producer was silent.</summary>
    Silent,

    /// <summary>The feed was not read for more than half of the time: no terminal or no broker ran.</summary>
    NotRead,

    /// <summary>Older than what is kept.</summary>
    Retention,

    /// <summary>Before the first trade ever stored.</summary>
    Beginning,
}
