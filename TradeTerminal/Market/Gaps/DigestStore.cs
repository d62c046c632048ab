using System.Data;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Market.Gaps;

/// <summary>
/// Sums up what is stored after a moment. Trades are read for the rest of its minute only; whole minutes come
/// from their candles, which are the same trades folded, so that a week away costs little more than a minute.
/// </summary>
public sealed class DigestStore([FromKeyedServices(DatabasePools.Screens)] IDbContextFactory<TerminalDbContext> databases) : IDisposable
{
    public const int MostMoves = 5;
    public const int MostAlerts = 3;

    public static readonly TimeSpan LongestAway = TimeSpan.FromDays(7);

    /// <summary>Longer than a screen's: two at a time can't keep the others from their connections.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>After a restart every viewer asks at once: they take turns rather than all of the database.</summary>
    private readonly SemaphoreSlim _turns = new(2, 2);

    public async Task<Digest> ReadAsync(DateTime since, TickerFilter filter, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            await using var database = await databases.CreateDbContextAsync(cancellationToken);
            database.Database.SetCommandTimeout(Patience);
            await using var transaction = await database.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            var rows = await Moves(database, since, filter).ToListAsync(cancellationToken);
            var alerts = database.Alerts.AsNoTracking().Where(row => row.DetectedAt > since);
            var count = await alerts.LongCountAsync(cancellationToken);
            var newest = await alerts.OrderByDescending(row => row.DetectedAt).ThenByDescending(row => row.AlertId)
                .Take(MostAlerts).ToListAsync(cancellationToken);
            var all = rows.FirstOrDefault();
            return new Digest(
                since, all?.Until, all?.AllTrades ?? 0, all?.AllVolume ?? 0, all?.Tickers ?? 0,
                rows.ConvertAll(row => new DigestMove(row.Ticker, row.From, row.To, row.High, row.Low, row.Trades, row.Volume, row.LastAt)),
                count, newest);
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();

    /// <summary>The largest moves; each row carries the sums over all tickers that traded.</summary>
    private static IQueryable<Row> Moves(TerminalDbContext database, DateTime since, TickerFilter filter)
    {
        string[]? chosen = filter.IsAll ? null : [.. filter.Symbols];
        var minute = Interval.Minute.BucketOf(since);
        var next = minute + Interval.Minute.Width;
        return database.Database.SqlQuery<Row>(
            $"""
            WITH parts AS (
                SELECT ticker, 0 AS rank, count(*) AS trades, sum(volume) AS volume, max(price) AS high, min(price) AS low,
                    (array_agg(price ORDER BY executed_at, source_partition, source_offset))[1] AS first, max(executed_at) AS last_at
                FROM trades
                WHERE executed_at > {since} AND executed_at < {next} AND ({chosen}::text[] IS NULL OR ticker = ANY({chosen}))
                GROUP BY ticker
                UNION ALL
                SELECT ticker, 1, sum(trade_count), sum(volume), max(high), min(low), (array_agg(open ORDER BY bucket))[1], max(close_at)
                FROM candles_1m
                WHERE bucket >= {next} AND ({chosen}::text[] IS NULL OR ticker = ANY({chosen}))
                GROUP BY ticker),
            just_before AS (
                SELECT DISTINCT ON (ticker) ticker, price FROM trades
                WHERE executed_at >= {minute} AND executed_at <= {since} AND ({chosen}::text[] IS NULL OR ticker = ANY({chosen}))
                ORDER BY ticker, executed_at DESC, source_partition DESC, source_offset DESC),
            meanwhile AS (
                SELECT ticker, sum(trades) AS trades, sum(volume) AS volume, max(high) AS high, min(low) AS low,
                    (array_agg(first ORDER BY rank))[1] AS first, max(last_at) AS last_at
                FROM parts GROUP BY ticker),
            priced AS (
                SELECT m.*,
                    COALESCE(
                        (SELECT price FROM just_before b WHERE b.ticker = m.ticker),
                        (SELECT close FROM candles_1m c WHERE c.ticker = m.ticker AND c.bucket < {minute} ORDER BY bucket DESC LIMIT 1),
                        m.first) AS before,
                    (SELECT close FROM candles_1m c WHERE c.ticker = m.ticker ORDER BY bucket DESC LIMIT 1) AS now
                FROM meanwhile m)
            SELECT ticker AS "Ticker", before AS "From", now AS "To", high AS "High", low AS "Low", trades::bigint AS "Trades",
                fit_decimal(volume) AS "Volume", last_at AS "LastAt", (sum(trades) OVER ())::bigint AS "AllTrades", fit_decimal(sum(volume) OVER ()) AS "AllVolume",
                count(*) OVER () AS "Tickers", max(last_at) OVER () AS "Until"
            FROM priced ORDER BY abs(now - before) / nullif(abs(before), 0) DESC NULLS LAST, ticker COLLATE "C" LIMIT {MostMoves}
            """);
    }

    internal sealed record Row(
        string Ticker, decimal From, decimal To, decimal High, decimal Low, long Trades, decimal Volume, DateTime LastAt,
        long AllTrades, decimal AllVolume, long Tickers, DateTime Until);
}
