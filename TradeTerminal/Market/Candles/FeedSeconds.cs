using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Market.Candles;

/// <summary>The last price and the volume of a symbol, over all its venues, in one second.</summary>
internal sealed record FeedSecond(string Feed, string Symbol, DateTime Time, decimal Price, decimal Volume);

/// <summary>
/// The newest seconds with a price in any feed but trades. Minute candles say in which minutes to look: those are
/// read newest first until there are enough seconds, so that neither a dense nor a sparse feed is read whole.
/// </summary>
internal sealed class FeedSeconds([FromKeyedServices(DatabasePools.Screens)] IDbContextFactory<TerminalDbContext> databases)
{
    /// <summary>At least the newest <paramref name="count"/> seconds in which one of the symbols has a price.</summary>
    public async Task<IReadOnlyList<FeedSecond>> ReadAsync(
        IReadOnlyCollection<(string Feed, string Symbol)> series, int count, CancellationToken cancellationToken)
    {
        if (series.Count == 0)
        {
            return [];
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var (feeds, symbols) = (series.Select(one => one.Feed).ToArray(), series.Select(one => one.Symbol).ToArray());
        var minutes = await Minutes(database, feeds, symbols, count).ToArrayAsync(cancellationToken).ConfigureAwait(false);
        var seconds = new List<FeedSecond>();
        var found = new HashSet<DateTime>();
        for (var (from, size) = (0, 1); from < minutes.Length && found.Count < count; (from, size) = (from + size, size * 2))
        {
            var part = minutes[from..Math.Min(minutes.Length, from + size)];
            var rows = await Seconds(database, feeds, symbols, part).ToListAsync(cancellationToken).ConfigureAwait(false);
            found.UnionWith(rows.Select(row => row.Time));
            seconds.AddRange(rows);
        }

        return seconds;
    }

    private static IQueryable<DateTime> Minutes(TerminalDbContext database, string[] feeds, string[] symbols, int count) =>
        database.Database.SqlQuery<DateTime>(
            $"""
            SELECT DISTINCT c.bucket AS "Value"
            FROM unnest({feeds}, {symbols}) AS s(feed, symbol)
            JOIN latest_prices l ON l.feed = s.feed AND l.symbol = s.symbol
            CROSS JOIN LATERAL (
                SELECT bucket FROM feed_candles_1m
                WHERE feed = l.feed AND symbol = l.symbol AND venue = l.venue
                ORDER BY bucket DESC LIMIT {count}) c
            ORDER BY 1 DESC LIMIT {count}
            """);

    // The bounds over all minutes let the plan leave out the days that are not asked for.
    private static IQueryable<FeedSecond> Seconds(
        TerminalDbContext database, string[] feeds, string[] symbols, DateTime[] newestFirst) =>
        database.Database.SqlQuery<FeedSecond>(
            $"""
            SELECT s.feed AS "Feed", s.symbol AS "Symbol", p.second AS "Time", p.price AS "Price", p.volume AS "Volume"
            FROM unnest({feeds}, {symbols}) AS s(feed, symbol)
            CROSS JOIN unnest({newestFirst}) AS m(minute)
            CROSS JOIN LATERAL (
                SELECT date_bin(interval '1 second', event_time, 'epoch') AS second, fit_decimal(sum(volume)) AS volume,
                    (array_agg(price ORDER BY event_time DESC, source_partition DESC, source_offset DESC))[1] AS price
                FROM prices
                WHERE feed = s.feed AND symbol = s.symbol
                    AND event_time >= m.minute AND event_time < m.minute + interval '1 minute'
                    AND event_time >= {newestFirst[^1]} AND event_time < {newestFirst[0].AddMinutes(1)}
                GROUP BY 1) p
            """);
}
