using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TradeTerminal.Ingest.Storage;

/// <summary>
/// Once an hour: makes tomorrow's partitions and drops the days that are no longer kept. Once a UTC day: deletes the
/// single rows that are older, so that what a replay brings in stays until the next midnight. The day is remembered in
/// the database, as a terminal may not run at midnight.
/// </summary>
/// <remarks>
/// A machine that comes up a year ahead must not take all history with it: of two clocks, ours and the database's, the earlier
/// counts, only a few days go in an hour, and where nothing newer is stored at all, one.
/// </remarks>
public sealed partial class Retention(
    IDbContextFactory<TerminalDbContext> databases,
    DatabaseStartup startup,
    DayPartitions days,
    TimeProvider time,
    ILogger<Retention> logger) : BackgroundService
{
    /// <summary>Days of a table that go in one pass.</summary>
    public const int MostDaysAPass = 3;

    private static readonly TimeSpan Period = TimeSpan.FromHours(1);
    private static readonly TimeSpan ClocksApart = TimeSpan.FromMinutes(10);

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
        var now = time.GetUtcNow().UtcDateTime;
        var horizon = days.HorizonAt(await EarlierAsync(context, now, cancellationToken).ConfigureAwait(false));
        var sweep = new RetentionSweep(context, horizon, LogDropped);
        var most = await sweep.HoldsNewerAsync(cancellationToken).ConfigureAwait(false) ? MostDaysAPass : 1;
        foreach (var feed in FeedCatalog.All)
        {
            await TryAsync(() => sweep.DropDaysAsync(feed, most, cancellationToken)).ConfigureAwait(false);
        }

        if (sweep.Horizon < horizon)
        {
            LogMoreToDrop(sweep.Horizon, horizon, most);
        }

        await context.AlertSnoozes.Where(row => row.Until < now).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await sweep.ForgetPlacesAsync(cancellationToken).ConfigureAwait(false);
        await sweep.DeleteAsync("rejected", "rejected_at", cancellationToken).ConfigureAwait(false);
        if (sweep.HasDropped || await sweep.IsDueAsync(now.Date, cancellationToken).ConfigureAwait(false))
        {
            await sweep.DeleteOlderAsync(cancellationToken).ConfigureAwait(false);
            await sweep.DoneAsync(now.Date, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<DateTime> EarlierAsync(TerminalDbContext context, DateTime now, CancellationToken cancellationToken)
    {
        var theirs = await context.Database.SqlQuery<DateTime>($"""SELECT now() AS "Value" """).SingleAsync(cancellationToken).ConfigureAwait(false);
        if (now - theirs > ClocksApart)
        {
            LogClocks(now, theirs);
            return theirs;
        }

        return now;
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

    [LoggerMessage(LogLevel.Warning, "Days from {Oldest:yyyy-MM-dd} on are beyond retention, which keeps what is from {Horizon:yyyy-MM-dd} on; {Most} a table are dropped each hour. If that is too much, the clock or Storage:RetentionDays is wrong: stop the terminal and correct it")]
    private partial void LogMoreToDrop(DateTime oldest, DateTime horizon, int most);

    [LoggerMessage(LogLevel.Warning, "This machine's clock says {Now:O} and the database's {Theirs:O}; retention goes by the earlier one")]
    private partial void LogClocks(DateTime now, DateTime theirs);

    [LoggerMessage(LogLevel.Warning, "Retention failed and will be tried again")]
    private partial void LogFailed(Exception exception);
}
