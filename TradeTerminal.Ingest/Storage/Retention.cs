using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Ingest.Storage;

/// <summary>
/// Once an hour: makes tomorrow's partitions and drops the days that are no longer kept. Once a UTC day: deletes the
/// single rows that are older, so that what a replay brings in stays until the next midnight. The day is remembered in
/// the database, as a terminal may not run at midnight.
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
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            foreach (var feed in FeedCatalog.All)
            {
                await TryAsync(() => Task.Run(() => days.EnsureTomorrow(feed.Table), stoppingToken)).ConfigureAwait(false);
            }

            await TryAsync(() => RunAsync(stoppingToken)).ConfigureAwait(false);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var context = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var sweep = new RetentionSweep(context, days.Horizon, LogDropped);
        foreach (var feed in FeedCatalog.All)
        {
            await TryAsync(() => sweep.DropDaysAsync(feed.Table, cancellationToken)).ConfigureAwait(false);
        }

        var now = time.GetUtcNow().UtcDateTime;
        await context.AlertSnoozes.Where(row => row.Until < now).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await sweep.DeleteAsync("rejected", "rejected_at", cancellationToken).ConfigureAwait(false);
        if (await sweep.IsDueAsync(now.Date, cancellationToken).ConfigureAwait(false))
        {
            await sweep.DeleteOlderAsync(cancellationToken).ConfigureAwait(false);
            await sweep.DoneAsync(now.Date, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>One table that somebody keeps busy must not hold up the others; it has its turn again in an hour.</summary>
    private async Task TryAsync(Func<Task> upkeep)
    {
        try
        {
            await upkeep().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(LogLevel.Information, "Partition {Name} is beyond retention and was dropped")]
    private partial void LogDropped(string name);

    [LoggerMessage(LogLevel.Warning, "Retention failed and will be tried again")]
    private partial void LogFailed(Exception exception);
}
