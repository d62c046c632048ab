using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Api;

/// <summary>Count, mean, highest and lowest price of the symbols of one feed other than trades, over all their venues.</summary>
internal static class FeedStatistics
{
    /// <summary>
    /// Of these symbols, or of all when none is named. Without <paramref name="from"/> of the UTC day of the feed's
    /// newest price before <paramref name="to"/>.
    /// </summary>
    public static async Task<List<StatisticsBody>> ReadAsync(
        TerminalDbContext database, string feed, string[] symbols, DateTime? from, DateTime to, CancellationToken cancellationToken)
    {
        from ??= (await database.Database.SqlQuery<DateTime?>(
            $"""
            SELECT max(c.bucket) AS "Value" FROM latest_prices l CROSS JOIN LATERAL (
                SELECT bucket FROM feed_candles_1m
                WHERE feed = l.feed AND symbol = l.symbol AND venue = l.venue AND bucket < {to}
                ORDER BY bucket DESC LIMIT 1) c
            WHERE l.feed = {feed} AND (cardinality({symbols}) = 0 OR l.symbol = ANY ({symbols}))
            """).SingleAsync(cancellationToken))?.Date;
        if (from is null)
        {
            return [];
        }

        return await database.Database.SqlQuery<StatisticsBody>(
            $"""
            SELECT feed AS "Feed", symbol AS "Symbol", count(*) AS "TickCount", round(avg(price), 8) AS "AveragePrice",
                max(price) AS "MaxPrice", min(price) AS "MinPrice", max(event_time) AS "Time"
            FROM prices
            WHERE feed = {feed} AND (cardinality({symbols}) = 0 OR symbol = ANY ({symbols}))
                AND event_time >= {from.Value} AND event_time < {to}
            GROUP BY 1, 2
            """).ToListAsync(cancellationToken);
    }
}
