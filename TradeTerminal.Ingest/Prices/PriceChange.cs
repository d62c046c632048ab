namespace TradeTerminal.Ingest.Prices;

/// <summary>How far a price has moved, as a share of what it was: prices below 0 move up and down as others do.</summary>
public static class PriceChange
{
    /// <summary>A larger one is shown as this: a quotient of the largest and the smallest price would not fit into a decimal.</summary>
    private const decimal Largest = 1_000_000_000_000m;

    /// <summary>(now − before) ÷ |before|; null where that is 0.</summary>
    public static decimal? Of(decimal before, decimal now)
    {
        var (moved, size) = (now - before, Math.Abs(before));
        return size == 0 ? null : Math.Abs(moved) / Largest >= size ? Math.Sign(moved) * Largest : moved / size;
    }
}
