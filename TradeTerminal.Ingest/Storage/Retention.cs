using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradeTerminal.Ingest.Feeds;

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
        foreach (var table in FeedCatalog.All.Select(feed => feed.Table))
        {
            await DropAsync(context, table, horizon, includeOlder, cancellationToken).ConfigureAwait(false);
        }

        await context.Candles.Where(candle => candle.Bucket < horizon && includeOlder)
            .ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await context.FeedCandles.Where(candle => candle.Bucket < horizon && includeOlder)
            .ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await context.Alerts.Where(row => row.DetectedAt < horizon && includeOlder)
            .ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await context.AlertSnoozes.Where(row => row.Until < time.GetUtcNow().UtcDateTime)
            .ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await context.Rejected.Where(row => row.RejectedAt < horizon)
            .ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task DropAsync(
        TerminalDbContext context, PartitionedTable table, DateTime horizon, bool includeOlder, CancellationToken cancellationToken)
    {
        var names = await context.Database.SqlQuery<string>(
            $"""
            SELECT c.relname AS "Value" FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = {table.Name}::regclass
            """).ToListAsync(cancellationToken).ConfigureAwait(false);
        // The names are ours, and those of partitions have the shape table_yyyyMMdd.
#pragma warning disable EF1002
        foreach (var name in names.Where(name => DayOf(table, name) < horizon))
        {
            await context.Database.ExecuteSqlRawAsync($"DROP TABLE {name}", cancellationToken).ConfigureAwait(false);
            LogDropped(name);
        }

        if (includeOlder)
        {
            await context.Database.ExecuteSqlRawAsync(
                $"DELETE FROM {table.Name}_older WHERE {table.TimeColumn} < {{0}}", [horizon], cancellationToken).ConfigureAwait(false);
        }
#pragma warning restore EF1002
    }

    private static DateTime? DayOf(PartitionedTable table, string partition) => DateTime.TryParseExact(
        partition, $"'{table.Name}_'yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    [LoggerMessage(LogLevel.Information, "Partition {Name} is beyond retention and was dropped")]
    private partial void LogDropped(string name);

    [LoggerMessage(LogLevel.Warning, "Retention failed and will be tried again")]
    private partial void LogFailed(Exception exception);
}
