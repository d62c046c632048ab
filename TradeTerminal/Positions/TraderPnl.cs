namespace TradeTerminal.Positions;

/// <summary>
/// Sums of all that one trader holds, in whole cents by position. <see cref="Day"/> is the UTC day of the trader's newest
/// report; what was last reported on an earlier one adds nothing to <see cref="Realized"/> and <see cref="ReportedPnl"/>.
/// </summary>
/// <param name="Trader">Name as reported.</param>
/// <param name="Day">UTC day of the newest report.</param>
/// <param name="HeldCount">Symbols ever reported, flat ones too.</param>
/// <param name="OpenCount">Positions that are not flat.</param>
/// <param name="UnmarkedCount">Of these the ones without a price; they add nothing to <paramref name="Unrealized"/>.</param>
/// <param name="Value">Sum of |size × average price|.</param>
/// <param name="MostValue">The largest of these.</param>
/// <param name="Unrealized">At the latest price of each.</param>
/// <param name="Realized">On <paramref name="Day"/>.</param>
/// <param name="ReportedPnl">The trader's own figures of <paramref name="Day"/>.</param>
public sealed record TraderPnl(
    string Trader, DateOnly Day, long HeldCount, long OpenCount, long UnmarkedCount, decimal Value, decimal MostValue, decimal Unrealized,
    decimal Realized, decimal ReportedPnl)
{
    /// <summary>The worst of the positions and the day.</summary>
    public LimitState State(PositionLimits limits) =>
        (LimitState)Math.Max((byte)limits.OfDay(ReportedPnl), (byte)limits.OfValue(MostValue));
}
