using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
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

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>Before its caller is told. It goes on by itself, ever more seldom.</summary>
    private const int MostTries = 5;

    private readonly DeletionStore _store;
    private readonly ChangeFeed _changes;
    private readonly LevelBook _levels;
    private readonly DatabaseStartup _startup;
    private readonly FeedGauges? _gauges;
    private readonly TimeProvider _time;
    private readonly ILogger<SymbolDeletions> _logger;
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Those that could not be done, by id, as the loop has found them.</summary>
    private readonly Dictionary<long, (int Failures, long Since)> _failing = [];
    private DeletionLog? _log;

    public SymbolDeletions(
        IDbContextFactory<TerminalDbContext> databases,
        [FromKeyedServices(DatabasePools.Screens)] IDbContextFactory<TerminalDbContext> screens, ChangeFeed changes, LevelBook levels,
        DatabaseStartup startup, TimeProvider time, ILogger<SymbolDeletions> logger, FeedGauges? gauges = null)
    {
        _store = new DeletionStore(databases, screens, time);
        (_changes, _levels, _startup, _time, _logger, _gauges) = (changes, levels, startup, time, logger, gauges);
    }

    /// <summary>What is held in memory of symbols may be gone, here or by another terminal.</summary>
    public event Action? Changed;

    public DeletionLog Log => Volatile.Read(ref _log) ?? DeletionLog.Empty;

    /// <summary>How much is stored of a symbol of a feed.</summary>
    public Task<SymbolStock> CountAsync(Feed feed, string symbol, CancellationToken cancellationToken) =>
        _store.CountAsync(feed, symbol, cancellationToken);

    /// <summary>
    /// Deletes it. When this returns it is decided, and goes on whatever becomes of the caller, or of this terminal; the inner
    /// task ends with it.
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
        var isNews = Volatile.Read(ref _log) is { } before && before.Ended < log.Ended;
        foreach (var gauge in _gauges?.All ?? [])
        {
            gauge.Deleted(log.EventsOf(gauge.Current.Name));
        }

        if (isNews)
        {
            await _levels.RefreshAsync(cancellationToken).ConfigureAwait(false);
        }

        // Not before what may fail: what is not told now is news the next time too.
        Volatile.Write(ref _log, log);
        if (isNews)
        {
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
                await GoOnAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogFailed(exception.GetBaseException().Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    /// <summary>What is longer and longer waited for.</summary>
    internal static TimeSpan PauseAfter(int failures) =>
        failures > 8 ? LongestPause : TimeSpan.FromSeconds(1 << (failures - 1));

    /// <summary>Each that was broken off, unless it is another's or has failed a short while ago: none holds up the others.</summary>
    private async Task GoOnAsync(CancellationToken cancellationToken)
    {
        var open = Log.Newest.Where(one => one.EndedAt is null).ToList();
        foreach (var ended in _failing.Keys.Except(open.Select(one => one.Id)).ToList())
        {
            _failing.Remove(ended);
        }

        var isNews = false;
        foreach (var deletion in open)
        {
            var (failures, since) = _failing.GetValueOrDefault(deletion.Id);
            if (_oneAtATime.CurrentCount == 0 || (failures > 0 && _time.GetElapsedTime(since) < PauseAfter(failures)))
            {
                continue;
            }

            try
            {
                isNews |= await EraseAsync(FeedCatalog.All.First(feed => feed.Name == deletion.Feed), deletion, cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                _failing[deletion.Id] = (failures + 1, _time.GetTimestamp());
                LogWaits(deletion.Feed, deletion.Symbol, exception.GetBaseException().Message);
            }
        }

        if (isNews)
        {
            await RefreshAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Until it is done, here or by the terminal that has it.</summary>
    private async Task<SymbolDeletion> RunAsync(Feed feed, SymbolDeletion deletion, CancellationToken cancellationToken)
    {
        for (var (failures, isElsewhere) = (0, false); ;)
        {
            try
            {
                if (await EraseAsync(feed, deletion, cancellationToken).ConfigureAwait(false))
                {
                    break;
                }

                if (!isElsewhere)
                {
                    isElsewhere = true;
                    LogElsewhere(feed.Name, deletion.Symbol);
                }
            }
            catch (Exception exception) when (failures < MostTries - 1 && Failures.Classify(exception) == FailureClass.Transient)
            {
                failures++;
                LogWaits(feed.Name, deletion.Symbol, exception.GetBaseException().Message);
            }

            await Task.Delay(PauseAfter(int.Max(failures, 1)), _time, cancellationToken).ConfigureAwait(false);
        }

        await RefreshAsync(cancellationToken).ConfigureAwait(false);
        return await _store.FindAsync(deletion.Id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One try; false when another terminal has it.</summary>
    private async Task<bool> EraseAsync(Feed feed, SymbolDeletion deletion, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // What was stored before the first look is not in memory as it was.
            Interlocked.CompareExchange(ref _log, DeletionLog.Empty with { Ended = -1 }, null);
            if (!await _store.EraseAsync(feed, deletion, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }
        finally
        {
            _oneAtATime.Release();
        }

        var gone = (await _store.FindAsync(deletion.Id, cancellationToken).ConfigureAwait(false)).Stock;
        LogDeleted(feed.Name, deletion.Symbol, deletion.Id, gone.Events, gone.Candles, gone.Positions, gone.Alerts, gone.Levels);
        return true;
    }

    [LoggerMessage(LogLevel.Information, "Deleted by an operator: {Feed}:{Symbol} (deletion {Id}), {Events} events, {Candles} candles, {Positions} positions, {Alerts} alerts, {Levels} levels")]
    private partial void LogDeleted(
        string feed, string symbol, long id, long events, long candles, long positions, long alerts, long levels);

    [LoggerMessage(LogLevel.Information, "Another terminal is at the deletion of {Feed}:{Symbol}")]
    private partial void LogElsewhere(string feed, string symbol);

    [LoggerMessage(LogLevel.Warning, "The deletion of {Feed}:{Symbol} waits: {Reason}")]
    private partial void LogWaits(string feed, string symbol, string reason);

    [LoggerMessage(LogLevel.Warning, "Deletions could not be looked at and are tried again: {Reason}")]
    private partial void LogFailed(string reason);
}
