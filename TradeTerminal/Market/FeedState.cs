namespace TradeTerminal.Market;

/// <summary>How far what is on the screen can be trusted to be now.</summary>
public enum FeedState
{
    /// <summary>What trades is on the screen.</summary>
    Live,

    /// <summary>More is waiting than has been stored.</summary>
    Lagging,

    /// <summary>Nothing new has come for a while.</summary>
    Stale,

    /// <summary>Nothing can be read or stored.</summary>
    Down,
}
