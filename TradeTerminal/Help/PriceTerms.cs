using TradeTerminal.Market.Health;

namespace TradeTerminal.Help;

/// <summary>A price, how old it is, and whether what is seen is live.</summary>
internal static class PriceTerms
{
    public static Term Last { get; } = new("last", "Last price",
        "Beside it: its age, the change since the first price of the day, which begins at 00:00 UTC, and the lowest and highest price of that day. "
        + "Grey, with STALE beside it: older than its symbol's own rhythm allows.",
        "change = (last − first of the day) ÷ first of the day");

    public static Term Age { get; } = new("age", "Age",
        $"Counted on when nothing arrives. STALE after {Rhythm.GapsAllowed} times the symbol's usual gap between prices, and at least {Rhythm.LeastAllowed.TotalSeconds} s; SLOW after half of that.",
        "now − the price's own time");

    public static Term NewestAge { get; } = new("newest-age", "Newest event",
        "Age of the newest trade on the screen, of any ticker. Counted on when nothing arrives.", "now − the newest trade's own time");

    public static Term FeedState { get; } = new("feed-state", "Is it live?",
        "LIVE: trades are on the screen as soon as they are stored; with “slow”, none came for half the time that makes it STALE. "
        + $"LAGGING: trades wait in Kafka that are not stored yet. STALE: nothing new for {Rhythm.GapsAllowed} times the usual gap, and at least {Rhythm.LeastAllowed.TotalSeconds} s. "
        + "DOWN: nothing can be read or stored; it goes on by itself where it stopped. "
        + "Whose fault: halted, all is read and the market is silent; lagging, the terminal is behind; unreachable, Kafka or PostgreSQL does not answer.");
}
