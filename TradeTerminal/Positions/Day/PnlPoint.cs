namespace TradeTerminal.Positions.Day;

/// <summary>
/// Profit and loss of a UTC day as it stood at a moment: what was realized since 00:00, and what was open at the newest price before it.
/// What traders realized is not known: theirs is what they held.
/// Sums of figures in whole cents by position, as everywhere.
/// </summary>
/// <param name="Name">A commodity or a trader; empty for their sum.</param>
/// <param name="At">UTC; what happened before it counts.</param>
/// <param name="Realized">Since 00:00 UTC; null of traders.</param>
/// <param name="Unrealized">Of the positions that were open; those without a price add nothing.</param>
/// <param name="Reported">Traders' own figures of the day; null of the commodity book.</param>
public readonly record struct PnlPoint(string Name, DateTime At, decimal? Realized, decimal Unrealized, decimal? Reported)
{
    public decimal Total => (Realized ?? 0.00m) + Unrealized;
}
