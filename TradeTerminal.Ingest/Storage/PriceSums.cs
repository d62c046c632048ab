using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TradeTerminal.Ingest.Storage;

/// <summary>
/// Works out the sums of prices of candles that a version before has stored, from the rows, beside everything else: newest day
/// first, a few minutes of candles at a time. <c>unsummed_days</c> holds the days that are not done; who needs means reads
/// those from the rows. New candles have their sum from the start, so no day ever comes back.
/// </summary>
public sealed partial class PriceSums(
    IDbContextFactory<TerminalDbContext> databases, DatabaseStartup startup, TimeProvider time,
    ILogger<PriceSums> logger) : BackgroundService
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Candles of so long are worked out and held at a time: nobody waits long for one of them.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(10);

    /// <summary>A start has better things to do.</summary>
    private static readonly TimeSpan AfterStart = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromHours(1);

    /// <summary>Whether all are done. What somebody else holds, or has other counts than there are rows, stays for the next time.</summary>
    internal async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var days = await database.Database.SqlQuery<DateTime>($"""SELECT day AS "Value" FROM unsummed_days ORDER BY day DESC""")
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var (started, open) = (time.GetTimestamp(), 0);
        foreach (var day in days)
        {
            await FillTradesAsync(database, day, cancellationToken).ConfigureAwait(false);
            await FillFeedsAsync(database, day, cancellationToken).ConfigureAwait(false);
            open += await IsDoneAsync(database, day, cancellationToken).ConfigureAwait(false) ? 0 : 1;
        }

        if (days.Count > 0)
        {
            LogFilled(days.Count - open, (long)time.GetElapsedTime(started).TotalMilliseconds, open);
        }

        return open == 0;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await startup.WhenReadyAsync(stoppingToken).ConfigureAwait(false);
        for (var wait = AfterStart; ; wait = RetryAfter)
        {
            await Task.Delay(wait, time, stoppingToken).ConfigureAwait(false);
            if (await TryFillAsync(stoppingToken).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    private async Task<bool> TryFillAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await FillAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(exception);
            return false;
        }
    }

    // A candle that is being written is left for the next time, so that no one waits for the other. A late event changes candle
    // and rows in one transaction: the count of the candle as it is now tells whether the rows of this statement are all of it.
    private static async Task FillTradesAsync(TerminalDbContext database, DateTime day, CancellationToken cancellationToken)
    {
        foreach (var from in await StepsAsync(database, "candles_1m", day, cancellationToken).ConfigureAwait(false))
        {
            var to = from + Step;
            await database.Database.ExecuteSqlAsync(
                $"""
                WITH due AS MATERIALIZED (
                    SELECT ticker, bucket, trade_count FROM candles_1m
                    WHERE bucket >= {from} AND bucket < {to} AND price_sum IS NULL ORDER BY ticker, bucket FOR UPDATE SKIP LOCKED),
                again AS MATERIALIZED (
                    SELECT ticker, date_trunc('minute', executed_at, 'UTC') AS bucket, count(*) AS trades, sum(price) AS prices
                    FROM trades WHERE executed_at >= {from} AND executed_at < {to} GROUP BY 1, 2)
                UPDATE candles_1m c SET price_sum = again.prices FROM due JOIN again USING (ticker, bucket)
                WHERE c.ticker = due.ticker AND c.bucket = due.bucket AND due.trade_count = again.trades
                """, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task FillFeedsAsync(TerminalDbContext database, DateTime day, CancellationToken cancellationToken)
    {
        foreach (var from in await StepsAsync(database, "feed_candles_1m", day, cancellationToken).ConfigureAwait(false))
        {
            var to = from + Step;
            await database.Database.ExecuteSqlAsync(
                $"""
                WITH due AS MATERIALIZED (
                    SELECT feed, symbol, venue, bucket, tick_count FROM feed_candles_1m
                    WHERE bucket >= {from} AND bucket < {to} AND price_sum IS NULL ORDER BY feed, symbol, venue, bucket FOR UPDATE SKIP LOCKED),
                again AS MATERIALIZED (
                    SELECT feed, symbol, venue, date_trunc('minute', event_time, 'UTC') AS bucket, count(*) AS ticks, sum(price) AS prices
                    FROM prices WHERE feed <> 'trades' AND event_time >= {from} AND event_time < {to} GROUP BY 1, 2, 3, 4)
                UPDATE feed_candles_1m c SET price_sum = again.prices FROM due JOIN again USING (feed, symbol, venue, bucket)
                WHERE (c.feed, c.symbol, c.venue, c.bucket) = (due.feed, due.symbol, due.venue, due.bucket) AND due.tick_count = again.ticks
                """, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Where on that day there is something to do.</summary>
    private static Task<List<DateTime>> StepsAsync(TerminalDbContext database, string table, DateTime day,
        CancellationToken cancellationToken)
    {
        var sql =
            $$"""
            SELECT DISTINCT date_bin({0}, bucket, 'epoch') AS "Value" FROM {{table}}
            WHERE bucket >= {1} AND bucket < {2} AND price_sum IS NULL ORDER BY 1 DESC
            """;
        return database.Database.SqlQueryRaw<DateTime>(sql, Step, day, day + Day).ToListAsync(cancellationToken);
    }

    private static async Task<bool> IsDoneAsync(TerminalDbContext database, DateTime day, CancellationToken cancellationToken)
    {
        var next = day + Day;
        return await database.Database.ExecuteSqlAsync(
            $"""
            DELETE FROM unsummed_days WHERE day = {day}
                AND NOT EXISTS (SELECT FROM candles_1m WHERE bucket >= {day} AND bucket < {next} AND price_sum IS NULL)
                AND NOT EXISTS (SELECT FROM feed_candles_1m WHERE bucket >= {day} AND bucket < {next} AND price_sum IS NULL)
            """, cancellationToken).ConfigureAwait(false) > 0;
    }

    [LoggerMessage(LogLevel.Information, "Sums of prices of the candles of {Days} days are worked out, in {Milliseconds} ms; {Open} days are left for later")]
    private partial void LogFilled(int days, long milliseconds, int open);

    [LoggerMessage(LogLevel.Warning, "Sums of prices of older candles could not be worked out and are tried again in an hour; means of those days are read from the rows meanwhile")]
    private partial void LogFailed(Exception exception);
}
