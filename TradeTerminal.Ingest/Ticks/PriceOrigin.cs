namespace TradeTerminal.Ingest.Ticks;

/// <summary>Where a price comes from, as far as the sender says.</summary>
public enum PriceOrigin : byte
{
    /// <summary>The sender does not say.</summary>
    Unstated,

    /// <summary>Read from a market just now.</summary>
    Real,

    /// <summary>The last real price with a small random step on top.</summary>
    Jittered,

    /// <summary>Made up: no market has answered yet.</summary>
    Synthetic,
}
