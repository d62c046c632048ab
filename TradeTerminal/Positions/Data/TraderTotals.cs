namespace TradeTerminal.Positions.Data;

/// <summary>Sums over all traders, as <see cref="TraderPnl"/> has them.</summary>
/// <param name="Count">Traders who ever reported.</param>
/// <param name="OverCount">Of these the ones over a limit.</param>
/// <param name="HeldCount">Symbols they reported, flat ones too.</param>
/// <param name="OpenCount">Positions that are not flat.</param>
/// <param name="UnmarkedCount">Of these the ones without a price.</param>
/// <param name="UnquotedCount">Of these the ones without a quote, which a trade may mark.</param>
/// <param name="Value">Sum of |size × average price|.</param>
/// <param name="Unrealized">At the latest price of each.</param>
/// <param name="Realized">What traders say of today, by UTC; null where none does.</param>
/// <param name="ReportedPnl">The traders' own figures of today.</param>
public sealed record TraderTotals(
    long Count, long OverCount, long HeldCount, long OpenCount, long UnmarkedCount, long UnquotedCount, decimal Value, decimal Unrealized,
    decimal? Realized, decimal ReportedPnl)
{
    public static readonly TraderTotals None = new(0, 0, 0, 0, 0, 0, 0.00m, 0.00m, null, 0.00m);
}
