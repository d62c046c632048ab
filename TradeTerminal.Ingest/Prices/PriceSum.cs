namespace TradeTerminal.Ingest.Prices;

/// <summary>
/// A sum of prices, exact however many there are and whatever decimals they were sent with; a decimal would drop the last of them
/// from some 28 digits on. It remembers the most decimals of any, so that a mean has as many digits as one of the rows.
/// </summary>
internal struct PriceSum
{
    /// <summary>The most decimals that any feed takes.</summary>
    private const decimal Unit = 1_000_000_000_000_000m;

    /// <summary>In units of 1e-15.</summary>
    public Int128 Units { get; private set; }

    /// <summary>The most decimals of any price in it.</summary>
    public int Scale { get; private set; }

    public void Add(decimal price)
    {
        Units += (Int128)(price * Unit);
        Scale = Math.Max(Scale, price.Scale);
    }
}
