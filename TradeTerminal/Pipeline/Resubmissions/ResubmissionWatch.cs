using Confluent.Kafka;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Pipeline.Resubmissions;

/// <summary>
/// Sees what becomes of messages that were sent again: four times a second while there are such ones, else every 15 seconds, in case another
/// terminal on the database has left some.
/// </summary>
internal sealed partial class ResubmissionWatch(
    ResubmissionStore store, ResubmitLog log, FeedGauges gauges, DatabaseStartup startup, TimeProvider time, ILogger<ResubmissionWatch> logger)
    : BackgroundService
{
    /// <summary>By then whoever sends them has heard from the broker, or has ended.</summary>
    internal static readonly TimeSpan Doubt = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(15);
    private const int MostInDoubt = 500;

    private readonly SemaphoreSlim _look = new(0);
    private DateTime? _startedAt;
    private DateTime _searchedAt;

    /// <summary>What became of some is known; told on another thread.</summary>
    public event Action? Settled;

    /// <summary>Something was sent.</summary>
    public void Look()
    {
        if (_look.CurrentCount == 0)
        {
            _look.Release();
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _look.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await startup.WhenReadyAsync(stoppingToken).ConfigureAwait(false);
        while (true)
        {
            var isOpen = false;
            try
            {
                isOpen = await SettleAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogFailed(exception.GetBaseException().Message);
            }

            if (isOpen)
            {
                await Task.Delay(Every, time, stoppingToken).ConfigureAwait(false);
            }
            else
            {
                await _look.WaitAsync(Idle, stoppingToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>True while the outcome of some is open.</summary>
    internal async Task<bool> SettleAsync(CancellationToken cancellationToken)
    {
        _startedAt ??= await store.NowAsync(cancellationToken).ConfigureAwait(false);
        var open = await store.OpenFeedsAsync(cancellationToken).ConfigureAwait(false);
        var settled = 0;
        foreach (var feed in FeedCatalog.All.Where(feed => open.Contains(feed.Name)))
        {
            settled += await store.SettleAsync(feed, cancellationToken).ConfigureAwait(false);
        }

        var now = time.GetUtcNow().UtcDateTime;
        if (open.Count > 0 && now - _searchedAt > Idle)
        {
            _searchedAt = now;
            foreach (var feed in open)
            {
                settled += await SearchAsync(feed, cancellationToken).ConfigureAwait(false);
            }
        }

        if (settled > 0)
        {
            Settled?.Invoke();
        }

        return open.Count > 0;
    }

    /// <summary>What was left between the row and the broker's answer: the log has it, or it is free to be sent again.</summary>
    private async Task<int> SearchAsync(string feed, CancellationToken cancellationToken)
    {
        if (gauges[feed].Current is not { ClusterId: { } cluster, Phase: FeedPhase.Running })
        {
            return 0;
        }

        var settled = log.IsEmbedded ? await store.LoseAsync(feed, cluster, _startedAt!.Value, cancellationToken).ConfigureAwait(false) : 0;
        var doubts = await store.InDoubtAsync(feed, Doubt, MostInDoubt, cancellationToken).ConfigureAwait(false);
        foreach (var partition in doubts.GroupBy(doubt => (doubt.ClusterId, doubt.Topic, doubt.Partition)))
        {
            if (partition.Key.ClusterId != cluster)
            {
                // A cluster that is away may come back; an embedded one never does.
                continue;
            }

            List<InDoubt> sought = [.. partition];
            try
            {
                var found = await Task.Run(() => log.Find(sought, cancellationToken), cancellationToken).ConfigureAwait(false);
                settled += await NoteAsync(sought, found, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is KafkaException or TimeoutException)
            {
                LogNotSearched(sought.Count, partition.Key.Topic, exception.Message);
            }
        }

        return settled;
    }

    private async Task<int> NoteAsync(List<InDoubt> sought, Dictionary<Guid, long>? found, CancellationToken cancellationToken)
    {
        if (found is null)
        {
            await store.ForgoAsync([.. sought.Select(one => one.Id)], cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await store.SentAsync([.. found.Select(one => (one.Key, one.Value))], cancellationToken).ConfigureAwait(false);
            await store.ReleaseAsync([.. sought.Select(one => one.Id).Where(id => !found.ContainsKey(id))], cancellationToken).ConfigureAwait(false);
        }

        LogSearched(sought.Count, found?.Count ?? 0);
        return sought.Count;
    }

    [LoggerMessage(LogLevel.Warning, "What became of messages that were sent again could not be looked at: {Reason}")]
    private partial void LogFailed(string reason);

    [LoggerMessage(LogLevel.Warning, "{Count} messages that may have been sent again could not be sought in {Topic} yet: {Reason}")]
    private partial void LogNotSearched(int count, string topic, string reason);

    [LoggerMessage(LogLevel.Information, "Of {Count} messages that may have been sent again, {Found} are in the log")]
    private partial void LogSearched(int count, int found);
}
