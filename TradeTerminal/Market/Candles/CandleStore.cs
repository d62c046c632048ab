using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Market.Candles;

/// <summary>
/// Candles of the past, from the database. Minutes and wider come from the stored minute candles, narrower ones from single prices;
/// open and close go by event time, then partition, then offset, as in the live fold. All venues of a symbol together give one
/// candle: it opens and closes with the first and the last price at any of them.
/// </summary>
public sealed class CandleStore([FromKeyedServices(DatabasePools.Screens)] IDbContextFactory<TerminalDbContext> databases)
{
    public const int DefaultLimit = 500;
    public const int LargestLimit = 5_000;

    /// <summary>
    /// The newest <paramref name="limit"/> candles that begin at or after <paramref name="from"/> and before
    /// <paramref name="to"/>, ascending. Without <paramref name="from"/> it looks back
    /// <paramref name="limit"/> intervals from the newest price before <paramref name="to"/>.
    /// </summary>
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

    /// <summary>
    /// At most <paramref name="limit"/> candles, ascending, from the first with a price at or after <paramref name="from"/>, which begins
    /// an interval, as far as they begin before <paramref name="to"/>. Empty only when there is none; fewer do not mean the end.
    /// </summary>
    public async Task<IReadOnlyList<Candle>> ReadOldestAsync(
        Instrument instrument, Interval interval, DateTime from, DateTime? to, int limit, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        if (await OldestAsync(database, instrument, from, cancellationToken).ConfigureAwait(false) is not { } oldest)
        {
            return [];
        }

        // A minute that began before 'from' is known to have a price after it, not where: it is read to its end.
        var first = interval.BucketOf(oldest);
        var end = Later(first + (interval.Width * limit), Interval.Minute.BucketOf(first) + Interval.Minute.Width);
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

    internal static DateTime Later(DateTime left, DateTime right) => left > right ? left : right;

    private static IQueryable<Candle> Of(
        TerminalDbContext database, Instrument instrument, Interval interval, DateTime from, DateTime to) =>
        (instrument.IsTraded, interval.FromMinutes) switch
        {
            (true, true) => FromMinutes(database, instrument.Symbol, interval.Width, from, to),
            (true, false) => FromTrades(database, instrument.Symbol, interval.Width, from, to),
            (false, true) => FromMinutes(database, instrument, interval.Width, from, to),
            (false, false) => FromPrices(database, instrument, interval.Width, from, to),
        };

    /// <summary>
    /// The newest price before <paramref name="end"/>. Where that cuts its minute in two, the minute's first one stands
    /// for it, and the range reaches back that much further.
    /// </summary>
    private static Task<DateTime?> NewestAsync(
        TerminalDbContext database, Instrument instrument, DateTime end, CancellationToken cancellationToken) => instrument.IsTraded
        ? database.Candles
            .Where(row => row.Ticker == instrument.Symbol && row.Bucket < end && row.OpenAt < end)
            .OrderByDescending(row => row.Bucket)
            .Select(row => (DateTime?)(row.CloseAt < end ? row.CloseAt : row.OpenAt))
            .FirstOrDefaultAsync(cancellationToken)
        // The venues come from latest_prices, so that each is a range of the candles' key.
        : database.Database.SqlQuery<DateTime?>(
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
        return instrument.IsTraded
            ? database.Candles
                .Where(row => row.Ticker == instrument.Symbol && row.Bucket >= minute && row.CloseAt >= from)
                .OrderBy(row => row.Bucket)
                .Select(row => (DateTime?)(row.OpenAt >= from ? row.OpenAt : from))
                .FirstOrDefaultAsync(cancellationToken)
            : database.Database.SqlQuery<DateTime?>(
            $"""
            SELECT min(c.oldest) AS "Value" FROM latest_prices l CROSS JOIN LATERAL (
                SELECT GREATEST(open_at, {from}) AS oldest FROM feed_candles_1m
                WHERE feed = l.feed AND symbol = l.symbol AND venue = l.venue AND bucket >= {minute} AND close_at >= {from}
                ORDER BY bucket LIMIT 1) c
            WHERE l.feed = {instrument.Feed} AND l.symbol = {instrument.Symbol} AND {instrument.Venue} IN ('', l.venue)
            """).SingleAsync(cancellationToken);
    }

    private static IQueryable<Candle> FromMinutes(
        TerminalDbContext database, string ticker, TimeSpan width, DateTime from, DateTime to) =>
        database.Database.SqlQuery<Candle>(
            $"""
            SELECT date_bin({width}, bucket, 'epoch') AS "Time",
                (array_agg(open ORDER BY bucket))[1] AS "Open", max(high) AS "High", min(low) AS "Low",
                (array_agg(close ORDER BY bucket DESC))[1] AS "Close", fit_decimal(sum(volume)) AS "Volume",
                fit_notional(sum(notional)) AS "Notional", sum(trade_count)::bigint AS "Count"
            FROM candles_1m WHERE ticker = {ticker} AND bucket >= {from} AND bucket < {to}
            GROUP BY 1
            """);

    // From the minutes that have trades of the ticker, and of each as little as it can be in.
    private static IQueryable<Candle> FromTrades(
        TerminalDbContext database, string ticker, TimeSpan width, DateTime from, DateTime to) =>
        database.Database.SqlQuery<Candle>(
            $"""
            SELECT date_bin({width}, executed_at, 'epoch') AS "Time",
                (array_agg(price ORDER BY executed_at, source_partition, source_offset))[1] AS "Open",
                max(price) AS "High", min(price) AS "Low",
                (array_agg(price ORDER BY executed_at DESC, source_partition DESC, source_offset DESC))[1] AS "Close",
                fit_decimal(sum(size)) AS "Volume", fit_notional(sum(price * size)) AS "Notional",
                count(*) AS "Count"
            FROM candles_1m CROSS JOIN LATERAL (
                SELECT executed_at, price, volume AS size, source_partition, source_offset FROM trades
                WHERE ticker = {ticker} AND executed_at >= open_at AND executed_at <= close_at AND executed_at >= {from} AND executed_at < {to} OFFSET 0) traded
            WHERE ticker = {ticker} AND bucket >= {Interval.Minute.BucketOf(from)} AND bucket < {to}
            GROUP BY 1
            """);

    private static IQueryable<Candle> FromMinutes(
        TerminalDbContext database, Instrument instrument, TimeSpan width, DateTime from, DateTime to) =>
        database.Database.SqlQuery<Candle>(
            $"""
            SELECT date_bin({width}, c.bucket, 'epoch') AS "Time",
                (array_agg(c.open ORDER BY c.open_at, c.open_partition, c.open_offset))[1] AS "Open",
                max(c.high) AS "High", min(c.low) AS "Low",
                (array_agg(c.close ORDER BY c.close_at DESC, c.close_partition DESC, c.close_offset DESC))[1] AS "Close",
                fit_decimal(sum(c.volume)) AS "Volume", fit_notional(sum(c.notional)) AS "Notional",
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
                fit_decimal(sum(volume)) AS "Volume", fit_notional(sum(price * volume)) AS "Notional",
                count(*) AS "Count"
            FROM prices
            WHERE feed = {instrument.Feed} AND symbol = {instrument.Symbol} AND {instrument.Venue} IN ('', venue)
                AND event_time >= {from} AND event_time < {to}
            GROUP BY 1
            """);
}
