using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradeTerminal.Ingest.Alerts.Levels;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Deletions;

/// <summary>
/// Deletes symbols with all that is stored of them, and has what is held in memory read anew. Looks every two seconds what another terminal
/// on the database has deleted, and goes on with what was broken off.
/// </summary>
public sealed partial class SymbolDeletions : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    /// <summary>Somebody holds a lock for longer than may be waited for.</summary>
    private const int MostTries = 10;

    private readonly DeletionStore _store;
    private readonly ChangeFeed _changes;
    private readonly LevelBook _levels;
    private readonly DatabaseStartup _startup;
    private readonly FeedGauges? _gauges;
    private readonly TimeProvider _time;
    private readonly ILogger<SymbolDeletions> _logger;
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private DeletionLog? _log;

    public SymbolDeletions(
        IDbContextFactory<TerminalDbContext> databases, ChangeFeed changes, LevelBook levels,
        DatabaseStartup startup, TimeProvider time, ILogger<SymbolDeletions> logger, FeedGauges? gauges = null)
    {
        _store = new DeletionStore(databases, time);
        (_changes, _levels, _startup, _time, _logger, _gauges) = (changes, levels, startup, time, logger, gauges);
    }

    /// <summary>What is held in memory of symbols may be gone, here or by another terminal.</summary>
    public event Action? Changed;

    public DeletionLog Log => Volatile.Read(ref _log) ?? DeletionLog.Empty;

    /// <summary>How much is stored of a symbol of a feed.</summary>
    public Task<SymbolStock> CountAsync(Feed feed, string symbol, CancellationToken cancellationToken) =>
        _store.CountAsync(feed, symbol, cancellationToken);

    /// <summary>
    /// Deletes it. When this returns it is decided, and goes on whatever becomes of the caller, or of this terminal; the inner task ends with
    /// it.
    /// </summary>
    public async Task<(SymbolDeletion Begun, Task<SymbolDeletion> Ended)> DeleteAsync(
        Feed feed, string symbol, CancellationToken cancellationToken)
    {
        var deletion = await _store.BeginAsync(feed.Name, symbol, cancellationToken).ConfigureAwait(false);
        return (deletion, RunAsync(feed, deletion, _stopping.Token));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
    }

    public override void Dispose()
    {
        _stopping.Dispose();
        _oneAtATime.Dispose();
        base.Dispose();
    }

    /// <summary>Sees what was deleted since the last time.</summary>
    internal async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var log = await _store.ReadAsync(cancellationToken).ConfigureAwait(false);
        var before = Interlocked.Exchange(ref _log, log);
        foreach (var gauge in _gauges?.All ?? [])
        {
            gauge.Deleted(log.EventsOf(gauge.Current.Name));
        }

        if (before is not null && before.Ended < log.Ended)
        {
            await _levels.RefreshAsync(cancellationToken).ConfigureAwait(false);
            _changes.PublishUnknown();
            Changed?.Invoke();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _startup.WhenReadyAsync(stoppingToken).ConfigureAwait(false);
        using var timer = new PeriodicTimer(Every, _time);
        do
        {
            try
            {
                await RefreshAsync(stoppingToken).ConfigureAwait(false);
                if (_oneAtATime.CurrentCount > 0 && Log.Newest.FirstOrDefault(one => one.EndedAt is null) is { } open)
                {
                    await RunAsync(FeedCatalog.All.First(feed => feed.Name == open.Feed), open, stoppingToken).ConfigureAwait(false);
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogFailed(exception.GetBaseException().Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private async Task<SymbolDeletion> RunAsync(Feed feed, SymbolDeletion deletion, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // What was stored before the first look is not in memory as it was.
            Interlocked.CompareExchange(ref _log, DeletionLog.Empty with { Ended = -1 }, null);
            await EraseAsync(feed, deletion, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _oneAtATime.Release();
        }

        await RefreshAsync(cancellationToken).ConfigureAwait(false);
        return await _store.FindAsync(deletion.Id, cancellationToken).ConfigureAwait(false);
    }

    private async Task EraseAsync(Feed feed, SymbolDeletion deletion, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                if (await _store.EraseAsync(feed, deletion, cancellationToken).ConfigureAwait(false))
                {
                    var gone = (await _store.FindAsync(deletion.Id, cancellationToken).ConfigureAwait(false)).Stock;
                    LogDeleted(feed.Name, deletion.Symbol, deletion.Id, gone.Events, gone.Candles, gone.Positions, gone.Alerts, gone.Levels);
                }

                return;
            }
            catch (Exception exception) when (tries < MostTries && Failures.Classify(exception) == FailureClass.Transient)
            {
                LogWaits(feed.Name, deletion.Symbol, exception.GetBaseException().Message);
                await Task.Delay(TimeSpan.FromSeconds(1), _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Deleted by an operator: {Feed}:{Symbol} (deletion {Id}), {Events} events, {Candles} candles, {Positions} positions, {Alerts} alerts, {Levels} levels")]
    private partial void LogDeleted(string feed, string symbol, long id, long events, long candles, long positions, long alerts, long levels);

    [LoggerMessage(LogLevel.Warning, "The deletion of {Feed}:{Symbol} waits: {Reason}")]
    private partial void LogWaits(string feed, string symbol, string reason);

    [LoggerMessage(LogLevel.Warning, "Deletions could not be looked at and are tried again: {Reason}")]
    private partial void LogFailed(string reason);
}
