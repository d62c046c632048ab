using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;

namespace TradeTerminal.Api;

/// <summary>Stored trades in the order of the tape, newest first, a page at a time.</summary>
internal static class TradePages
{
    public static IQueryable<TradeRow> Page(
        TerminalDbContext database, TickerFilter filter, (DateTime? From, DateTime? To) range, Side? side, TradeKey? after, int size) =>
        NewestTrades
            .PerTicker(
                database, filter, range.From ?? DateTime.MinValue, range.To ?? DateTime.MaxValue, side,
                after?.ToTrade() ?? NewestTrades.End, size)
            .OrderByDescending(row => row.ExecutedAt)
            .ThenByDescending(row => row.SourcePartition)
            .ThenByDescending(row => row.SourceOffset)
            .ThenByDescending(row => row.TradeId)
            .Take(size);
}

/// <summary>
/// The place of a trade on the tape. The id settles what two clusters can share: time, partition and offset.
/// </summary>
internal sealed record TradeKey(DateTime At, int Partition, long Offset, Guid Id) : PageKey(At)
{
    public static TradeKey Of(TradeRow row) => new(row.ExecutedAt, row.SourcePartition, row.SourceOffset, row.TradeId);

    public Trade ToTrade() => NewestTrades.End with { ExecutedAt = At, Partition = Partition, Offset = Offset, TradeId = Id };
}
