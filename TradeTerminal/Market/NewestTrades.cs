using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Market;

/// <summary>
/// The newest stored trades of each ticker. Ingest keeps one B-tree on trades, by ticker and time, so any
/// "newest first" is put together from one short index scan a ticker.
/// </summary>
internal static class NewestTrades
{
    /// <summary>
    /// At most <paramref name="limit"/> trades of each ticker, in no order among tickers. It hops from one ticker to the
    /// next along the key of the minute candles.
    /// </summary>
    public static IQueryable<TradeRow> PerTicker(TerminalDbContext database, int limit) => database.Trades.FromSql(
        $"""
        WITH RECURSIVE stored AS (
            (SELECT ticker FROM candles_1m ORDER BY ticker LIMIT 1)
            UNION ALL
            SELECT (SELECT c.ticker FROM candles_1m c WHERE c.ticker > s.ticker ORDER BY c.ticker LIMIT 1)
            FROM stored s WHERE s.ticker IS NOT NULL)
        SELECT newest.* FROM stored CROSS JOIN LATERAL (
            SELECT * FROM trades WHERE trades.ticker = stored.ticker
            ORDER BY executed_at DESC, source_partition DESC, source_offset DESC, trade_id DESC LIMIT {limit}) newest
        """).AsNoTracking();
}
