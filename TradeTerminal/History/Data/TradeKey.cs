using TradeTerminal.Api;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.History.Data;

/// <summary>
/// The place of a trade in an order: by <see cref="Value"/>, price or size, where it is sorted by one, then as on the tape.
/// The id settles what two clusters can share: time, partition and offset.
/// </summary>
public sealed record TradeKey(DateTime At, int Partition, long Offset, Guid Id, decimal? Value = null) : PageKey(At)
{
    public static TradeKey Of(in Trade trade, TradeSortBy by) => new(
        trade.ExecutedAt, trade.Partition, trade.Offset, trade.TradeId,
        by switch { TradeSortBy.Price => trade.Price, TradeSortBy.Size => trade.Volume, _ => null });

    /// <summary>No trade stands here, but one of this time would come after it.</summary>
    internal bool IsStart => Partition == int.MinValue;

    /// <summary>Before every trade of that time and after every earlier one.</summary>
    public static TradeKey StartOf(DateTime at) => new(at, int.MinValue, long.MinValue, Guid.Empty);
}
