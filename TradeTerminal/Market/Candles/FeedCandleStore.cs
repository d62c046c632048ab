using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Candles;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Market.Candles;

/// <summary>
/// Candles of the past of every feed but trades, as <see cref="CandleStore"/> has theirs. All venues of a symbol
/// together give one candle: it opens and closes with the first and the last price at any of them.
/// </summary>
public sealed class FeedCandleStore([FromKeyedServices(DatabasePools.Screens)] IDbContextFactory<TerminalDbContext> databases)
{
    /// <summary>Ranges, bounds and order as in <see cref="CandleStore.ReadAsync"/>.</summary>
    public async Task<IReadOnlyList<Candle>> ReadAsync(
        Instrument instrument, Interval interval, DateTime? from, DateTime? to, int limit, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var end = to ?? DateTime.MaxValue.Date.ToUniversalTime();
        return await NewestAsync(database, instrument, end, cancellationToken).ConfigureAwait(false) is { } newest
            ? await CandleWindows.NewestAsync((first, last) => Of(database, instrument, interval, first, last), interval, newest, from, end, limit, cancellationToken)
                .ConfigureAwait(false)
            : [];
    }

    /// <summary>As <see cref="CandleStore.ReadOldestAsync"/>.</summary>
    public async Task<IReadOnlyList<Candle>> ReadOldestAsync(
        Instrument instrument, Interval interval, DateTime from, DateTime? to, int limit, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var oldest = await OldestAsync(database, instrument, from, cancellationToken).ConfigureAwait(false);
        if (oldest is null)
        {
            return [];
        }

        var first = interval.BucketOf(oldest.Value);
        var end = CandleStore.Later(first + (interval.Width * limit), Interval.Minute.BucketOf(first) + Interval.Minute.Width);
        return await Of(database, instrument, interval, first, to < end ? to.Value : end).OrderBy(candle => candle.Time).Take(limit)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The feed that a symbol without one means: trades if they know it, else the first of the others. A venue is
    /// known to feeds with venues only. Null when no feed has it.
    /// </summary>
    public async Task<string?> FeedOfAsync(string symbol, string venue, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        if (venue.Length == 0
            && await database.Candles.AnyAsync(row => row.Ticker == symbol, cancellationToken).ConfigureAwait(false))
        {
            return PricedFeeds.Trades;
        }

        var feeds = await database.LatestPrices
            .Where(row => PricedFeeds.Others.Contains(row.Feed) && row.Symbol == symbol && (venue == "" || row.Venue == venue))
            .Select(row => row.Feed).Distinct().ToListAsync(cancellationToken).ConfigureAwait(false);
        return feeds.MinBy(PricedFeeds.RankOf);
    }

    // The venues come from latest_prices, so that each is a range of the candles' key.
    private static Task<DateTime?> NewestAsync(
        TerminalDbContext database, Instrument instrument, DateTime end, CancellationToken cancellationToken) =>
        database.Database.SqlQuery<DateTime?>(
            $"""
            SELECT max(c.newest) AS "Value" FROM latest_prices l CROSS JOIN LATERAL (
                SELECT CASE WHEN close_at < {end} THEN close_at ELSE open_at END AS newest FROM feed_candles_1m
                WHERE feed = l.feed AND symbol = l.symbol AND venue = l.venue AND bucket < {end} AND open_at < {end}
                ORDER BY bucket DESC LIMIT 1) c
            WHERE l.feed = {instrument.Feed} AND l.symbol = {instrument.Symbol} AND {instrument.Venue} IN ('', l.venue)
            """).SingleAsync(cancellationToken);

    private static Task<DateTime?> OldestAsync(
        TerminalDbContext database, Instrument instrument, DateTime from, CancellationToken cancellationToken)
    {
        var minute = Interval.Minute.BucketOf(from);
        return database.Database.SqlQuery<DateTime?>(
            $"""
            SELECT min(c.oldest) AS "Value" FROM latest_prices l CROSS JOIN LATERAL (
                SELECT GREATEST(open_at, {from}) AS oldest FROM feed_candles_1m
                WHERE feed = l.feed AND symbol = l.symbol AND venue = l.venue AND bucket >= {minute} AND close_at >= {from}
                ORDER BY bucket LIMIT 1) c
            WHERE l.feed = {instrument.Feed} AND l.symbol = {instrument.Symbol} AND {instrument.Venue} IN ('', l.venue)
            """).SingleAsync(cancellationToken);
    }

    private static IQueryable<Candle> Of(
        TerminalDbContext database, Instrument instrument, Interval interval, DateTime from, DateTime to) => interval.FromMinutes
            ? FromMinutes(database, instrument, interval.Width, from, to)
            : FromPrices(database, instrument, interval.Width, from, to);

    private static IQueryable<Candle> FromMinutes(
        TerminalDbContext database, Instrument instrument, TimeSpan width, DateTime from, DateTime to) =>
        database.Database.SqlQuery<Candle>(
            $"""
            SELECT date_bin({width}, c.bucket, 'epoch') AS "Time",
                (array_agg(c.open ORDER BY c.open_at, c.open_partition, c.open_offset))[1] AS "Open",
                max(c.high) AS "High", min(c.low) AS "Low",
                (array_agg(c.close ORDER BY c.close_at DESC, c.close_partition DESC, c.close_offset DESC))[1] AS "Close",
                sum(c.volume) AS "Volume", LEAST(sum(c.notional), {CandleFold.LargestNotional}) AS "Notional",
                sum(c.tick_count)::bigint AS "Count"
            FROM latest_prices l JOIN feed_candles_1m c ON c.feed = l.feed AND c.symbol = l.symbol AND c.venue = l.venue
            WHERE l.feed = {instrument.Feed} AND l.symbol = {instrument.Symbol} AND {instrument.Venue} IN ('', l.venue)
                AND c.bucket >= {from} AND c.bucket < {to}
            GROUP BY 1
            """);

    private static IQueryable<Candle> FromPrices(
        TerminalDbContext database, Instrument instrument, TimeSpan width, DateTime from, DateTime to) =>
        database.Database.SqlQuery<Candle>(
            $"""
            SELECT date_bin({width}, event_time, 'epoch') AS "Time",
                (array_agg(price ORDER BY event_time, source_partition, source_offset))[1] AS "Open",
                max(price) AS "High", min(price) AS "Low",
                (array_agg(price ORDER BY event_time DESC, source_partition DESC, source_offset DESC))[1] AS "Close",
                sum(volume) AS "Volume", LEAST(round(sum(price * volume), 8), {CandleFold.LargestNotional}) AS "Notional",
                count(*) AS "Count"
            FROM prices
            WHERE feed = {instrument.Feed} AND symbol = {instrument.Symbol} AND {instrument.Venue} IN ('', venue)
                AND event_time >= {from} AND event_time < {to}
            GROUP BY 1
            """);
}
