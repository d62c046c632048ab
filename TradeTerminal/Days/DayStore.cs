using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Deletions;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Market;

namespace TradeTerminal.Days;

/// <summary>
/// Questions about a day for all viewers at once: one reading at a time for each, no sooner than a second after the one before, and no
/// more than a twentieth of the time goes into them. Nobody reads what nobody looks at.
/// </summary>
public abstract partial class DayStore<TQuestion, TRow>(
    IDbContextFactory<TerminalDbContext> databases, MarketUpdates updates, TimeProvider time, ILogger logger,
    SymbolDeletions? deletions = null)
    : IDisposable
    where TQuestion : notnull
{
    /// <summary>Bound on questions whose answers are held; of those not being read, the one that was asked for least lately goes.</summary>
    public const int Capacity = 64;

    private const int AtOnce = 2;
    private const int Rest = 20;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    /// <summary>After a reading that failed: how long that took says nothing about how long the next one will take.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(15);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _turns = new(AtOnce, AtOnce);
    private readonly CancellationTokenSource _disposed = new();
    private readonly Dictionary<TQuestion, Entry> _entries = [];

    protected TimeProvider Time { get; } = time;

    /// <summary>What was read last, for components; null until then. Asks anew where that is due, and wakes the market when something has
    /// changed.</summary>
    public DayAnswer<TRow>? Newest(TQuestion question)
    {
        var entry = Ask(question);
        return entry is null ? null : Volatile.Read(ref entry.Answer);
    }

    /// <summary>At most as old as a reading may be; fails where it can't be read.</summary>
    public async Task<DayAnswer<TRow>> AskAsync(TQuestion question, CancellationToken cancellationToken)
    {
        Entry? entry;
        while ((entry = Ask(question)) is null)
        {
            await _turns.WaitAsync(cancellationToken).ConfigureAwait(false);
            _turns.Release();
        }

        return await entry.Reading!.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends what is being read.</summary>
    public void Dispose()
    {
        _disposed.Cancel();
        _disposed.Dispose();
        _turns.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <param name="database">Lent for the reading.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="before">What was answered last; null for the first time, and after a deletion.</param>
    /// <param name="cancellationToken">Ends it.</param>
    protected abstract Task<ImmutableArray<TRow>> ReadAsync(
        TerminalDbContext database, TQuestion question, DayBefore<TRow>? before, CancellationToken cancellationToken);

    /// <summary>Null where as many as are held are all being read.</summary>
    private Entry? Ask(TQuestion question)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(question, out var entry))
            {
                if (!HasRoom())
                {
                    return null;
                }

                _entries.Add(question, entry = new Entry());
            }

            entry.AskedAt = Time.GetTimestamp();
            if (entry.Reading is null || (entry.Reading.IsCompleted && Time.GetElapsedTime(entry.EndedAt) >= entry.Pause))
            {
                // Not the asker's token: others wait for the same answer.
                var disposed = _disposed.Token;
                entry.Reading = Task.Run(() => ReadAsync(entry, question, disposed), disposed);
                // Somebody may only want what was read before; the log has it.
                entry.Reading.ContinueWith(
                    static read => _ = read.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted,
                    TaskScheduler.Default);
            }

            return entry;
        }
    }

    private async Task<DayAnswer<TRow>> ReadAsync(Entry entry, TQuestion question, CancellationToken disposed)
    {
        await _turns.WaitAsync(disposed).ConfigureAwait(false);
        var begun = Time.GetTimestamp();
        var hasFailed = false;
        try
        {
            await using var database = await databases.CreateDbContextAsync(disposed).ConfigureAwait(false);
            var (at, deletion, before) = (Time.GetUtcNow().UtcDateTime, deletions?.Log.Ended ?? 0, Volatile.Read(ref entry.Answer));
            // What was deleted since is in no part of it.
            var kept = before is null || entry.Deletion != deletion ? null : new DayBefore<TRow>(before.Rows, entry.ReadAt, entry.Turn);
            var rows = await ReadAsync(database, question, kept, disposed).ConfigureAwait(false);
            (entry.ReadAt, entry.Turn, entry.Deletion) = (at, kept is null ? 0 : entry.Turn + 1, deletion);
            if (before is not null && before.Rows.AsSpan().SequenceEqual(rows.AsSpan()))
            {
                return before;
            }

            var answer = new DayAnswer<TRow>(rows);
            Volatile.Write(ref entry.Answer, answer);
            updates.Wake();
            return answer;
        }
        catch (Exception exception) when (!disposed.IsCancellationRequested)
        {
            hasFailed = true;
            LogUnreadable(GetType().Name, exception.GetBaseException().Message);
            throw;
        }
        finally
        {
            var rest = Time.GetElapsedTime(begun) * Rest;
            (entry.EndedAt, entry.Pause) = (
                Time.GetTimestamp(), rest < Fresh ? Fresh : hasFailed && rest > Again ? Again : rest);
            if (!disposed.IsCancellationRequested)
            {
                _turns.Release();
            }
        }
    }

    private bool HasRoom()
    {
        if (_entries.Count < Capacity)
        {
            return true;
        }

        var idle = _entries.Where(pair => pair.Value.Reading!.IsCompleted).ToList();
        return idle.Count > 0 && _entries.Remove(idle.MinBy(pair => pair.Value.AskedAt).Key);
    }

    [LoggerMessage(LogLevel.Warning, "{Store} could not be read from the database and is tried again: {Reason}")]
    private partial void LogUnreadable(string store, string reason);

    private sealed class Entry
    {
        public DayAnswer<TRow>? Answer;

        public Task<DayAnswer<TRow>>? Reading { get; set; }

        public long AskedAt { get; set; }

        public long EndedAt { get; set; }

        public TimeSpan Pause { get; set; }

        public DateTime ReadAt { get; set; }

        public int Turn { get; set; }

        /// <summary>The last one that it was read after.</summary>
        public long Deletion { get; set; }
    }
}
