using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Candles;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Market.Candles;

/// <summary>
/// Candles of the past, from the database. Minutes and wider come from the stored minute candles, narrower
/// ones from trades; open and close go by event time, then partition, then offset, as in the live fold.
/// </summary>
public sealed class CandleStore([FromKeyedServices(DatabasePools.Screens)] IDbContextFactory<TerminalDbContext> databases)
{
    public const int DefaultLimit = 500;
    public const int LargestLimit = 5_000;

    /// <summary>
    /// The newest <paramref name="limit"/> candles that begin at or after <paramref name="from"/> and before
    /// <paramref name="to"/>, ascending. Without <paramref name="from"/> it looks back
    /// <paramref name="limit"/> intervals from the newest trade before <paramref name="to"/>.
    /// </summary>
    public async Task<IReadOnlyList<Candle>> ReadAsync(
        string ticker, Interval interval, DateTime? from, DateTime? to, int limit, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var end = to ?? DateTime.MaxValue.Date.ToUniversalTime();
        return await NewestAsync(database, ticker, end, cancellationToken).ConfigureAwait(false) is { } newest
            ? await CandleWindows.NewestAsync((first, last) => Of(database, ticker, interval, first, last), interval, newest, from, end, limit, cancellationToken)
                .ConfigureAwait(false)
            : [];
    }

    /// <summary>
    /// At most <paramref name="limit"/> candles, ascending, from the first with a trade at or after <paramref name="from"/>, which begins
    /// an interval, as far as they begin before <paramref name="to"/>. Empty only when there is none; fewer do not mean the end.
    /// </summary>
    public async Task<IReadOnlyList<Candle>> ReadOldestAsync(
        string ticker, Interval interval, DateTime from, DateTime? to, int limit, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var minute = Interval.Minute.BucketOf(from);
        var oldest = await database.Candles
            .Where(row => row.Ticker == ticker && row.Bucket >= minute && row.CloseAt >= from)
            .OrderBy(row => row.Bucket)
            .Select(row => (DateTime?)(row.OpenAt >= from ? row.OpenAt : from))
            .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (oldest is null)
        {
            return [];
        }

        // A minute that began before 'from' is known to have a trade after it, not where: it is read to its end.
        var first = interval.BucketOf(oldest.Value);
        var end = Later(first + (interval.Width * limit), Interval.Minute.BucketOf(first) + Interval.Minute.Width);
        return await Of(database, ticker, interval, first, to < end ? to.Value : end).OrderBy(candle => candle.Time).Take(limit)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    internal static DateTime Later(DateTime left, DateTime right) => left > right ? left : right;

    private static IQueryable<Candle> Of(
        TerminalDbContext database, string ticker, Interval interval, DateTime from, DateTime to) => interval.FromMinutes
            ? FromMinutes(database, ticker, interval.Width, from, to)
            : FromTrades(database, ticker, interval.Width, from, to);

    /// <summary>
    /// The newest trade before <paramref name="end"/>. Where that cuts its minute in two, the minute's first one stands
    /// for it, and the range reaches back that much further.
    /// </summary>
    private static Task<DateTime?> NewestAsync(
        TerminalDbContext database, string ticker, DateTime end, CancellationToken cancellationToken) =>
        database.Candles
            .Where(row => row.Ticker == ticker && row.Bucket < end && row.OpenAt < end)
            .OrderByDescending(row => row.Bucket)
            .Select(row => (DateTime?)(row.CloseAt < end ? row.CloseAt : row.OpenAt))
            .FirstOrDefaultAsync(cancellationToken);

    private static IQueryable<Candle> FromMinutes(
        TerminalDbContext database, string ticker, TimeSpan width, DateTime from, DateTime to) =>
        database.Database.SqlQuery<Candle>(
            $"""
            SELECT date_bin({width}, bucket, 'epoch') AS "Time",
                (array_agg(open ORDER BY bucket))[1] AS "Open", max(high) AS "High", min(low) AS "Low",
                (array_agg(close ORDER BY bucket DESC))[1] AS "Close", sum(volume) AS "Volume",
                LEAST(sum(notional), {CandleFold.LargestNotional}) AS "Notional", sum(trade_count)::bigint AS "Count"
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
                sum(size) AS "Volume", LEAST(sum(price * size), {CandleFold.LargestNotional}) AS "Notional",
                count(*) AS "Count"
            FROM candles_1m CROSS JOIN LATERAL (
                SELECT executed_at, price, volume AS size, source_partition, source_offset FROM trades
                WHERE ticker = {ticker} AND executed_at >= open_at AND executed_at <= close_at AND executed_at >= {from} AND executed_at < {to} OFFSET 0) traded
            WHERE ticker = {ticker} AND bucket >= {Interval.Minute.BucketOf(from)} AND bucket < {to}
            GROUP BY 1
            """);
}
