using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Market;

/// <summary>
/// A picture of something stored, for all viewers at once: read anew from the database when a commit concerns
/// it, at once when idle, at most every <see cref="MinInterval"/> under load, and after the last change always. What
/// moves with every trade goes through <see cref="MarketPump"/> instead.
/// </summary>
public abstract partial class Board<TSnapshot>(
    ChangeFeed changes, IDbContextFactory<TerminalDbContext> databases, DatabaseStartup startup, MarketUpdates updates,
    TimeProvider time, ILogger logger) : BackgroundService
    where TSnapshot : class
{
    public static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly ChangeListener _listener = changes.Listen();
    private TSnapshot? _current;

    /// <summary>Immutable, replaced whole; empty until the database has been read.</summary>
    public TSnapshot Current => Volatile.Read(ref _current) ?? Empty;

    protected abstract TSnapshot Empty { get; }

    /// <summary>Between two readings.</summary>
    protected virtual TimeSpan Pause => MinInterval;

    /// <summary>Reads the picture again soon: somebody wrote to the database otherwise than by a feed.</summary>
    public void Invalidate() => _listener.RequireResync();

    public override void Dispose()
    {
        _listener.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Whether what was committed shows in the picture.</summary>
    protected abstract bool Concerns(CommittedBatch batch);

    protected abstract Task<TSnapshot> ReadAsync(TerminalDbContext database, CancellationToken cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await startup.WhenReadyAsync(stoppingToken).ConfigureAwait(false);
        var stale = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            if (stale && !await TryReadAsync(stoppingToken).ConfigureAwait(false))
            {
                await Task.Delay(RetryAfter, time, stoppingToken).ConfigureAwait(false);
                continue;
            }

            if (stale)
            {
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(false);
            }

            await _listener.WaitAsync(stoppingToken).ConfigureAwait(false);
            stale = Take();
        }
    }

    private bool Take()
    {
        var stale = _listener.TryTakeResync();
        while (_listener.TryTake(out var batch))
        {
            stale |= Concerns(batch);
        }

        return stale;
    }

    private async Task<bool> TryReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _current, await ReadAsync(database, cancellationToken).ConfigureAwait(false));
            updates.Wake();
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogNotRead(GetType().Name, exception.GetBaseException().Message);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Board} could not be read from the database and is tried again: {Reason}")]
    private partial void LogNotRead(string board, string reason);
}
