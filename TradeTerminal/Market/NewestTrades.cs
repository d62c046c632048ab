using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Market;

/// <summary>
/// The newest stored trades of each ticker. Ingest keeps one B-tree on trades, by ticker and time, so any
/// "newest first" is put together from one short index scan a ticker.
/// </summary>
internal static class NewestTrades
{
    /// <summary>
    /// At most <paramref name="limit"/> trades of each chosen ticker in [<paramref name="from"/>,
    /// <paramref name="to"/>) that come before <paramref name="before"/> in the order of the tape; in no order
    /// among tickers. For all tickers it hops from one to the next along the key of the minute candles.
    /// </summary>
    public static IQueryable<TradeRow> PerTicker(
        TerminalDbContext database, TickerFilter filter, DateTime from, DateTime to, Side? side, Trade before, int limit)
    {
        string[]? chosen = filter.IsAll ? null : [.. filter.Symbols];
        var (buys, sells) = (side != Side.Sell, side != Side.Buy);
        return database.Trades.FromSql(
            $"""
            WITH RECURSIVE stored AS (
                (SELECT ticker FROM candles_1m WHERE {chosen}::text[] IS NULL ORDER BY ticker LIMIT 1)
                UNION ALL
                SELECT (SELECT c.ticker FROM candles_1m c WHERE c.ticker > s.ticker ORDER BY c.ticker LIMIT 1)
                FROM stored s WHERE s.ticker IS NOT NULL),
            symbols AS (SELECT ticker FROM stored UNION ALL SELECT unnest({chosen}::text[]))
            SELECT newest.* FROM symbols CROSS JOIN LATERAL (
                SELECT * FROM trades
                WHERE trades.ticker = symbols.ticker AND executed_at >= {from} AND executed_at < {to}
                  AND executed_at <= {before.ExecutedAt}
                  AND (executed_at, source_partition, source_offset, trade_id)
                    < ({before.ExecutedAt}, {before.Partition}, {before.Offset}, {before.TradeId})
                  AND ((side = 'buy' AND {buys}) OR (side = 'sell' AND {sells}))
                ORDER BY executed_at DESC, source_partition DESC, source_offset DESC, trade_id DESC LIMIT {limit}) newest
            """).AsNoTracking();
    }

    /// <summary>A place after all trades.</summary>
    public static Trade End { get; } = new(Guid.AllBitsSet, "", 0, 0, Side.Buy, DateTime.MaxValue, int.MaxValue, long.MaxValue);
}
