namespace TradeTerminal.Positions.Data;

/// <summary>
/// What all positions of one commodity made: sums of figures in whole cents. <see cref="Mark"/> is null while the
/// commodity has no price, or nothing is open in it.
/// </summary>
public sealed record CommodityPnl(
    string Commodity, long OpenCount, long ClosedCount, decimal Realized, decimal RealizedToday, decimal Unrealized, Mark? Mark)
{
    /// <summary>Open positions that no price tells the worth of; they add nothing to <see cref="Unrealized"/>.</summary>
    public long UnmarkedCount => Mark is null ? OpenCount : 0;
}
