using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Statistics;

/// <summary>
/// Count, mean, highest and lowest price of the symbols of one feed, over all their venues. Whole minutes are those of the stored
/// candles, which are the same prices folded, so that a season costs no more than its minutes; rows are read for the ends that cut
/// a minute in two. The figures are the same to the last digit.
/// </summary>
internal static class FeedStatistics
{
    /// <summary>
    /// Of these symbols, or of all when none is named. Without <paramref name="from"/> of the UTC day of the feed's
    /// newest price before <paramref name="to"/>.
    /// </summary>
    public static async Task<List<StatisticsBody>> ReadAsync(
        TerminalDbContext database, string feed, string[] symbols, DateTime? from, DateTime to, CancellationToken cancellationToken)
    {
        from ??= (feed == PricedFeeds.Trades
            ? await NewestTradesAsync(database, symbols, to, cancellationToken)
            : await NewestAsync(database, feed, symbols, to, cancellationToken))?.Date;
        if (from is not { } start || start >= to)
        {
            return [];
        }

        var unsummed = await database.Database.SqlQuery<Span>(
            $"""
            SELECT min(day) AS "From", max(day) + interval '24 hours' AS "To" FROM unsummed_days WHERE day < {to} AND day + interval '24 hours' > {start}
            """).SingleAsync(cancellationToken);
        var (windows, parameters) = (StatisticsWindow.Cut(start, to, unsummed.From, unsummed.To), new List<object>());
        var parts = windows.ConvertAll(window => Part(feed, window, symbols, parameters));

        // Sums and counts rather than a mean of the rows: it is how PostgreSQL works out avg, with the same digits. A mean has as many
        // decimals as the prices it is of, or it would lie outside of them.
        var sql =
            $"""
            SELECT '{feed}' AS "Feed", symbol AS "Symbol", sum(ticks)::bigint AS "TickCount", round(sum(prices) / sum(ticks), GREATEST(8, min_scale(max(high)), min_scale(min(low)))) AS "AveragePrice",
                max(high) AS "MaxPrice", min(low) AS "MinPrice", max(at) AS "Time"
            FROM ({string.Join("\nUNION ALL\n", parts)}) AS parts GROUP BY symbol
            """;
        return await database.Database.SqlQueryRaw<StatisticsBody>(sql, [.. parameters]).ToListAsync(cancellationToken);
    }

    // The feed is one of the catalog, as a literal: the views then read its own tables and nothing else. Each part is summed up by
    // itself, which PostgreSQL does with several processes; all rows of a UNION ALL go through one.
    private static string Part(string feed, StatisticsWindow window, string[] symbols, List<object> parameters)
    {
        var time = window.IsWhole ? "bucket" : "event_time";
        var columns = window.IsWhole
            ? "sum(tick_count) AS ticks, sum(price_sum) AS prices, max(high) AS high, min(low) AS low, max(close_at) AS at FROM candles"
            : "count(*)::numeric AS ticks, sum(price) AS prices, max(price) AS high, min(price) AS low, max(event_time) AS at FROM prices";
        var sql = $"SELECT symbol, {columns} WHERE feed = '{feed}' AND {time} >= {{{parameters.Count}}} AND {time} < {{{parameters.Count + 1}}}";
        parameters.AddRange([window.From, window.To]);
        if (symbols.Length > 0)
        {
            sql += $" AND symbol = ANY ({{{parameters.Count}}})";
            parameters.Add(symbols);
        }

        return $"{sql} GROUP BY symbol";
    }

    private static Task<DateTime?> NewestTradesAsync(TerminalDbContext database, string[] symbols, DateTime to,
        CancellationToken cancellationToken)
    {
        var all = symbols.Length == 0;
        return database.Candles.Where(row => row.Bucket < to && (all || symbols.Contains(row.Ticker)))
            .MaxAsync(row => (DateTime?)row.Bucket, cancellationToken);
    }

    private static Task<DateTime?> NewestAsync(
        TerminalDbContext database, string feed, string[] symbols, DateTime to, CancellationToken cancellationToken) =>
        database.Database.SqlQuery<DateTime?>(
            $"""
            SELECT max(c.bucket) AS "Value" FROM latest_prices l CROSS JOIN LATERAL (
                SELECT bucket FROM feed_candles_1m
                WHERE feed = l.feed AND symbol = l.symbol AND venue = l.venue AND bucket < {to}
                ORDER BY bucket DESC LIMIT 1) c
            WHERE l.feed = {feed} AND (cardinality({symbols}) = 0 OR l.symbol = ANY ({symbols}))
            """).SingleAsync(cancellationToken);

    private sealed record Span(DateTime? From, DateTime? To);
}
