using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Positions;

namespace TradeTerminal.Positions.Data;

/// <summary>A position of the commodity book that was opened and not closed.</summary>
public sealed record OpenPosition(
    string TradeId, string Commodity, PositionType Type, decimal Quantity, decimal EntryPrice, DateTime OpenedAt, Mark? Mark)
{
    /// <summary>At the latest price; null while the commodity has none.</summary>
    public decimal? Unrealized { get; } = Mark is null ? null : Pnl.Of(Type, Quantity, EntryPrice, Mark.Price);
}
