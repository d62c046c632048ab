using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Runs;

/// <summary>
/// Ends the process when a limit is reached, and says on standard output what came of the run. It is registered before the feeds, so that
/// it stops after them, when nothing is written any more, and before the database.
/// </summary>
public sealed partial class LimitedRun(
    RunLimits limits, RunStore store, DatabaseStartup startup, Lazy<FeedGauges> gauges, IHostApplicationLifetime lifetime,
    TimeProvider time, ILogger<LimitedRun> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan StorePatience = TimeSpan.FromSeconds(10);

    /// <summary>Whoever sent the last message hears that it has arrived before the terminal is gone.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private DateTime _beganAt = time.GetUtcNow().UtcDateTime;
    private string _endedBy = "stopped";

    /// <summary>0, or 1 when the summary could not be stored.</summary>
    public int ExitCode { get; private set; }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        var now = time.GetUtcNow().UtcDateTime;
        var feeds = gauges.Value.All.Select(gauge => gauge.Current).ToList();
        var summary = RunSummary.Of(Guid.CreateVersion7(time.GetUtcNow()), _beganAt, now, _endedBy, feeds);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(StorePatience);
            await store.AddAsync(summary, patience.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // The figures are told all the same.
            LogNotStored(exception.GetBaseException().Message);
            ExitCode = 1;
        }

        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(summary, Json)).ConfigureAwait(false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await startup.WhenReadyAsync(stoppingToken).ConfigureAwait(false);
        _beganAt = time.GetUtcNow().UtcDateTime;
        var (seen, since) = (0L, time.GetTimestamp());
        using var timer = new PeriodicTimer(Look, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            var feeds = gauges.Value.All.Select(gauge => gauge.Current).ToList();
            var messages = feeds.Sum(feed => feed.Run.Messages);
            if (messages != seen || !feeds.TrueForAll(IsIdle))
            {
                (seen, since) = (messages, time.GetTimestamp());
            }

            // A host that is told to stop while it still starts stops none of its services: nothing would be said.
            if (lifetime.ApplicationStarted.IsCancellationRequested && Reached(messages, time.GetElapsedTime(since)) is { } limit)
            {
                _endedBy = limit;
                LogEnds(limit, messages);
                await Task.Delay(Linger, time, stoppingToken).ConfigureAwait(false);
                lifetime.StopApplication();
                return;
            }
        }
    }

    private string? Reached(long messages, TimeSpan idle) =>
        messages >= limits.MaxMessages ? "max-messages"
        : idle >= limits.Idle ? "idle"
        : time.GetUtcNow().UtcDateTime >= limits.Until ? "until"
        : null;

    /// <summary>
    /// Nothing waits. A feed that can't be read or stored, or of whose log nobody knows yet how far it goes, does not count as idle: there
    /// may be something.
    /// </summary>
    internal static bool IsIdle(FeedStatus feed) =>
        feed.Phase is FeedPhase.WaitingForTopic or FeedPhase.Stopped
        || (feed.Phase == FeedPhase.Running && feed.LagRecords == 0 && feed.Problem is null && feed.Unreadable is null
            && feed.Partitions.All(partition => partition.IsEndHeard));

    [LoggerMessage(LogLevel.Information, "The run ends by {Limit} after {Messages} messages")]
    private partial void LogEnds(string limit, long messages);

    [LoggerMessage(LogLevel.Error, "The summary of the run can't be stored: {Problem}")]
    private partial void LogNotStored(string problem);
}
