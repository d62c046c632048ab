namespace TradeTerminal.Market.Health;

/// <summary>How far what is on the screen, of a feed or of one symbol, can be trusted to be now.</summary>
public enum FeedState
{
    /// <summary>What trades is on the screen.</summary>
    Live,

    /// <summary>Less comes than usual.</summary>
    Slow,

    /// <summary>More is waiting than has been stored.</summary>
    Lagging,

    /// <summary>Nothing new has come for long, by its own rhythm.</summary>
    Stale,

    /// <summary>Nothing can be read or stored.</summary>
    Down,
}
