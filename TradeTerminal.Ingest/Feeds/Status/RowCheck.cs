using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Feeds.Status;

/// <summary>
/// Compares, every half a minute and beside everything else, what the feeds say they have stored with the rows there are. With
/// the connections and the time limit of the screens: what arrives waits for none of it.
/// </summary>
internal sealed partial class RowCheck : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    private readonly IDbContextFactory<TerminalDbContext> _databases;
    private readonly DatabaseStartup _startup;
    private readonly TimeProvider _time;
    private readonly ILogger<RowCheck> _logger;
    private readonly List<(FeedGauge Gauge, FeedRows Rows)> _feeds;
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    public RowCheck(
        [FromKeyedServices(DatabasePools.Screens)] IDbContextFactory<TerminalDbContext> databases, DatabaseStartup startup,
        FeedGauges gauges, DayPartitions days, TimeProvider time, ILogger<RowCheck> logger)
    {
        (_databases, _startup, _time, _logger) = (databases, startup, time, logger);
        _feeds = [.. FeedCatalog.All.Select(feed => (gauges[feed.Name], new FeedRows(feed, gauges[feed.Name], days, time)))];
    }

    public override void Dispose()
    {
        _oneAtATime.Dispose();
        base.Dispose();
    }

    /// <summary>One comparison of each feed that is read.</summary>
    internal async Task CheckAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await CheckEachAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task CheckEachAsync(CancellationToken cancellationToken)
    {
        foreach (var (gauge, rows) in _feeds.Where(feed => feed.Gauge.Current.Phase != FeedPhase.Stopped))
        {
            try
            {
                var before = gauge.Current.Rows?.Doubt;
                await using var database = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
                await database.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
                await rows.CheckAsync((NpgsqlConnection)database.Database.GetDbConnection(), cancellationToken).ConfigureAwait(false);
                if (gauge.Current.Rows?.Doubt is { } doubt && doubt != before)
                {
                    LogDiffers(gauge.Current.Name, doubt);
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                LogNotCompared(gauge.Current.Name, exception.GetBaseException().Message);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _startup.WhenReadyAsync(stoppingToken).ConfigureAwait(false);
        using var timer = new PeriodicTimer(Period, _time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            await CheckAsync(stoppingToken).ConfigureAwait(false);
        }
    }

    [LoggerMessage(LogLevel.Error, "Feed {Feed}: what is stored is not what was stored: {Doubt}")]
    private partial void LogDiffers(string feed, string doubt);

    [LoggerMessage(LogLevel.Debug, "Feed {Feed}: its rows could not be compared: {Reason}")]
    private partial void LogNotCompared(string feed, string reason);
}
