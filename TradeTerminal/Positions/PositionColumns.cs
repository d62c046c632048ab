using TradeTerminal.Controls.Sorting;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Positions.Data;

namespace TradeTerminal.Positions;

/// <summary>What the tables of the Positions page can be sorted by.</summary>
public static class PositionColumns
{
    public static IReadOnlyList<RowColumn<OpenPosition>> Book { get; } =
    [
        new("id", position => position.TradeId, IsNumber: false),
        new("commodity", position => position.Commodity, IsNumber: false),
        new("side", position => position.Type == PositionType.Long ? 0 : 1, IsNumber: false),
        new("quantity", position => position.Quantity),
        new("entry", position => position.EntryPrice),
        new("mark", position => position.Mark?.Price),
        new("age", position => -position.Mark?.At.Ticks),
        new("unrealized", position => position.Unrealized),
    ];

    public static IReadOnlyList<RowColumn<TraderPnl>> Traders { get; } =
    [
        new("trader", trader => trader.Trader, IsNumber: false),
        new("value", trader => trader.Value),
        new("unrealized", trader => trader.Unrealized),
        new("realized", trader => trader.Realized),
        new("day", trader => trader.ReportedPnl),
        new("age", trader => -trader.ReportedAt.Ticks),
    ];

    /// <summary>The positions of one trader, by the columns of <see cref="Traders"/>.</summary>
    public static IReadOnlyList<RowColumn<TraderHeld>> Held { get; } =
    [
        new("trader", held => held.Symbol, IsNumber: false),
        new("value", held => held.Value),
        new("unrealized", held => held.Unrealized),
        new("realized", held => held.Realized),
        new("day", held => held.ReportedPnl),
        new("age", held => -held.ReportedAt.Ticks),
    ];
}
