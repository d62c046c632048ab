using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Ingest.Storage;

/// <summary>
/// Makes the partitions of all days that are kept, and of tomorrow, before anything comes for them, and indexes those that are
/// over: soon after the start, which has better things to do, and then every hour.
/// </summary>
internal sealed partial class PartitionsAhead(
    DatabaseStartup startup, DayPartitions days, ClosedDays closed, TimeProvider time, ILogger<PartitionsAhead> logger) : BackgroundService
{
    private static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await startup.WhenReadyAsync(stoppingToken).ConfigureAwait(false);
        for (var wait = AfterStart; ; wait = Period)
        {
            await Task.Delay(wait, time, stoppingToken).ConfigureAwait(false);
            foreach (var feed in FeedCatalog.All)
            {
                await Task.Run(() => EnsureAsync(feed, stoppingToken), stoppingToken).ConfigureAwait(false);
            }
        }
    }

    private async Task EnsureAsync(Feed feed, CancellationToken stoppingToken)
    {
        try
        {
            days.EnsureHorizon(feed.Table, stoppingToken);
            await closed.IndexAsync(feed.Table, stoppingToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Partitions could not be made ahead or indexed; they are tried again within the hour")]
    private partial void LogFailed(Exception exception);
}
