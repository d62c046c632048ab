using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TradeTerminal.Ingest.Storage;

/// <summary>
/// Drops the days that are no longer kept: whole partitions, so that ingest does not notice. Rows that
/// came in older than retention, by a replay say, stay until the next UTC midnight.
/// </summary>
public sealed partial class Retention(
    IDbContextFactory<TerminalDbContext> databases,
    DatabaseStartup startup,
    DayPartitions days,
    TimeProvider time,
    ILogger<Retention> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await startup.WhenReadyAsync(stoppingToken).ConfigureAwait(false);
        var day = time.GetUtcNow().UtcDateTime.Date;
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            var today = time.GetUtcNow().UtcDateTime.Date;
            try
            {
                await DropAsync(includeOlder: today != day, stoppingToken).ConfigureAwait(false);
                day = today;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    internal async Task DropAsync(bool includeOlder, CancellationToken cancellationToken)
    {
        await using var context = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var horizon = days.Horizon;
        var names = await context.Database.SqlQuery<string>(
            $"""
            SELECT c.relname AS "Value" FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = 'trades'::regclass
            """).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var name in names.Where(name => DayOf(name) < horizon))
        {
            // The name came from the catalogue and has the shape trades_yyyyMMdd.
#pragma warning disable EF1002
            await context.Database.ExecuteSqlRawAsync($"DROP TABLE {name}", cancellationToken).ConfigureAwait(false);
#pragma warning restore EF1002
            LogDropped(name);
        }

        await context.Candles.Where(candle => candle.Bucket < horizon && includeOlder)
            .ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await context.Rejected.Where(row => row.RejectedAt < horizon)
            .ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        if (includeOlder)
        {
            await context.Database.ExecuteSqlAsync(
                $"DELETE FROM trades_older WHERE executed_at < {horizon}", cancellationToken).ConfigureAwait(false);
        }
    }

    private static DateTime? DayOf(string partition) => DateTime.TryParseExact(
        partition, "'trades_'yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    [LoggerMessage(LogLevel.Information, "Partition {Name} is beyond retention and was dropped")]
    private partial void LogDropped(string name);

    [LoggerMessage(LogLevel.Warning, "Retention failed and will be tried again")]
    private partial void LogFailed(Exception exception);
}
