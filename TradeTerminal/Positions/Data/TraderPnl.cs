namespace TradeTerminal.Positions.Data;

/// <summary>
/// Sums of all that one trader holds, in whole cents by position. <see cref="Day"/> is the UTC day of the trader's newest
/// report; what was last reported on an earlier one adds nothing to <see cref="Realized"/> and <see cref="ReportedPnl"/>. Of another
/// day than today these two are history: no limit is judged by them.
/// </summary>
/// <param name="Trader">Name as reported.</param>
/// <param name="ReportedAt">Event time of the newest report.</param>
/// <param name="HeldCount">Symbols ever reported, flat ones too.</param>
/// <param name="OpenCount">Positions that are not flat.</param>
/// <param name="UnmarkedCount">Of these the ones without a price; they add nothing to <paramref name="Unrealized"/>.</param>
/// <param name="Value">Sum of |size × average price|.</param>
/// <param name="MostValue">The largest of these.</param>
/// <param name="Unrealized">At the latest price of each.</param>
/// <param name="Realized">What the trader says of that UTC day; null where no report does.</param>
/// <param name="ReportedPnl">The trader's own figures of that UTC day.</param>
public sealed record TraderPnl(
    string Trader, DateTime ReportedAt, long HeldCount, long OpenCount,
    long UnmarkedCount, decimal Value, decimal MostValue, decimal Unrealized,
    decimal? Realized, decimal ReportedPnl)
{
    public DateOnly Day { get; } = DateOnly.FromDateTime(ReportedAt);

    /// <summary>The worst of the positions and, where it is of <paramref name="today"/>, the day.</summary>
    public LimitState State(PositionLimits limits, DateOnly today) =>
        (LimitState)Math.Max((byte)(Day == today ? limits.OfDay(ReportedPnl) : LimitState.Within), (byte)limits.OfValue(MostValue));
}
