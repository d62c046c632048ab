using TradeTerminal.Ingest.Positions;

namespace TradeTerminal.Positions.Data;

/// <summary>
/// What a trader holds of one symbol by the newest report. <see cref="ReportedPnl"/> is the trader's own figure,
/// <see cref="Realized"/> was realized on <see cref="Day"/>, the UTC day of the report.
/// </summary>
public sealed record TraderHeld(
    string Trader, string Symbol, decimal Size, decimal AveragePrice,
    decimal ReportedPnl, decimal Realized, DateTime ReportedAt, Mark? Mark)
{
    public DateOnly Day { get; } = DateOnly.FromDateTime(ReportedAt);

    public bool IsFlat => Size == 0;

    /// <summary>|size × average|: what the limits are about.</summary>
    public decimal Value { get; } = Pnl.Value(Size, AveragePrice);

    /// <summary>At the latest price; null while the symbol has none, zero when flat.</summary>
    public decimal? Unrealized { get; } = Size == 0 ? 0.00m : Mark is null ? null : Pnl.Of(Size, AveragePrice, Mark.Price);
}
