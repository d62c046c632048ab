using TradeTerminal.Ingest.Positions;

namespace TradeTerminal.Positions.Data;

/// <summary>
/// What a trader holds of one symbol by the newest report. <see cref="ReportedPnl"/> and <see cref="Realized"/> are the trader's own
/// figures; the second is null where the report has none. Both are of <see cref="Day"/>, the UTC day of the report.
/// </summary>
public sealed record TraderHeld(
    string Trader, string Symbol, decimal Size, decimal AveragePrice,
    decimal ReportedPnl, decimal? Realized, DateTime ReportedAt, Mark? Mark)
{
    public DateOnly Day { get; } = DateOnly.FromDateTime(ReportedAt);

    /// <summary>
    /// A report of the same second, of the newest minute, says the other side: both may be held, and this is the newer one.
    /// </summary>
    public bool IsOpposed { get; init; }

    public bool IsFlat => Size == 0;

    /// <summary>|size × average|: what the limits are about.</summary>
    public decimal Value { get; } = Pnl.Value(Size, AveragePrice);

    /// <summary>At the latest price; null while the symbol has none, zero when flat.</summary>
    public decimal? Unrealized { get; } = Size == 0 ? 0.00m : Mark is null ? null : Pnl.Of(Size, AveragePrice, Mark.Price);
}
