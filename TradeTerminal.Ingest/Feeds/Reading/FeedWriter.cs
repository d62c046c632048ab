using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Feeds.Reading;

/// <summary>
/// Writes one slice of a batch in one transaction: offsets, events, what follows from those that really went
/// in, rejects. Either all of it is durable or none.
/// </summary>
internal sealed class FeedWriter<TEvent>(
    IEventStore<TEvent> store, IReadOnlyList<IFeedFold<TEvent>> folds, IDbContextFactory<TerminalDbContext> databases,
    DayPartitions days, TimeProvider time)
    where TEvent : struct, IFeedEvent<TEvent>
{
    /// <summary>
    /// A repeat that only the database knew of has cost all rows of a batch, which stay behind as dead ones: where there is
    /// one there are more, for a while.
    /// </summary>
    private const int CarefulBatches = 64;

    private int _careful;

    /// <summary>Deletions of symbols by partition, as what is held in memory knows of them; null when nothing is held.</summary>
    private Dictionary<int, long>? _deletions;

    /// <summary>
    /// Returns the events that are new, in the order they were read, and the alerts they raised, and fills in
    /// the counts of <paramref name="advances"/>.
    /// </summary>
    /// <exception cref="FencedException">The stored offsets are not where the slice begins; nothing was written.</exception>
    public (IReadOnlyList<TEvent> Events, IReadOnlyList<Alert> Alerts) Write(
        FeedKey feed, FeedBatch<TEvent> batch, ReadOnlySpan<Verdict<TEvent>> slice, IReadOnlyCollection<PartitionAdvance> advances)
    {
        var accepted = new List<TEvent>(slice.Length);
        var refused = new List<Verdict<TEvent>>();
        foreach (ref readonly var verdict in slice)
        {
            if (verdict.IsAccepted)
            {
                accepted.Add(verdict.Event);
            }
            else if (!verdict.IsIgnored)
            {
                refused.Add(verdict);
            }
        }

        days.Ensure<TEvent>(store.Table, CollectionsMarshal.AsSpan(accepted));
        try
        {
            return WriteOrFence(feed, batch, accepted, refused, advances, careful: _careful > 0);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            _careful = CarefulBatches;
            store.Forget();
            return WriteOrFence(feed, batch, accepted, refused, advances, careful: true);
        }
    }

    /// <summary>Another may have written: what is held in memory may not be what is stored.</summary>
    public void Forget()
    {
        _deletions = null;
        store.Forget();
        ForgetFolds();
    }

    private void ForgetFolds()
    {
        foreach (var fold in folds)
        {
            fold.Forget();
        }
    }

    /// <summary>Where it was fenced by a deletion alone, what was in memory is forgotten by then, and it goes on.</summary>
    private (IReadOnlyList<TEvent> Events, IReadOnlyList<Alert> Alerts) WriteOrFence(
        FeedKey feed, FeedBatch<TEvent> batch, List<TEvent> accepted, List<Verdict<TEvent>> refused,
        IReadOnlyCollection<PartitionAdvance> advances, bool careful)
    {
        try
        {
            return Write(feed, batch, accepted, refused, advances, careful);
        }
        catch (FencedException)
        {
            return Write(feed, batch, accepted, refused, advances, careful);
        }
    }

    private (IReadOnlyList<TEvent> Events, IReadOnlyList<Alert> Alerts) Write(
        FeedKey feed, FeedBatch<TEvent> batch, List<TEvent> accepted, List<Verdict<TEvent>> refused,
        IReadOnlyCollection<PartitionAdvance> advances, bool careful)
    {
        try
        {
            using var database = databases.CreateDbContext();
            using var transaction = database.Database.BeginTransaction();
            var open = new FeedTransaction(
                feed, (NpgsqlConnection)database.Database.GetDbConnection(), (NpgsqlTransaction)transaction.GetDbTransaction());
            var inserted = Write(open, batch, accepted, refused, advances, careful);
            transaction.Commit();
            _careful -= _careful > 0 ? 1 : 0;
            return (inserted, open.Alerts);
        }
        catch (FencedException)
        {
            Forget();
            throw;
        }
        catch
        {
            ForgetFolds();
            throw;
        }
    }

    /// <summary>All but the commit.</summary>
    private List<TEvent> Write(
        FeedTransaction open, FeedBatch<TEvent> batch, List<TEvent> accepted, List<Verdict<TEvent>> refused,
        IReadOnlyCollection<PartitionAdvance> advances, bool careful)
    {
        try
        {
            // Before anything is read that may be held beyond this batch.
            if (_deletions is null || !advances.All(advance => _deletions.ContainsKey(advance.Partition)))
            {
                Forget();
                _deletions = OffsetStore.Deletions(open);
            }

            var inserted = accepted.Count == 0 ? accepted : store.Insert(open, accepted, careful);
            CountInserted(inserted, advances);
            open.Writes.Add(OffsetStore.Advance(open.Feed, advances, _deletions));
            Fold(open, inserted);
            if (refused.Count > 0)
            {
                open.Writes.Add(RejectWriter.Insert(open.Feed, batch, refused, time.GetUtcNow().UtcDateTime));
            }

            using var writes = new NpgsqlBatch(open.Connection, open.Transaction);
            open.Writes.ForEach(writes.BatchCommands.Add);
            writes.ExecuteNonQuery();
            if (writes.BatchCommands[0].RecordsAffected != advances.Count)
            {
                throw new FencedException(open.Feed.Topic);
            }

            return inserted;
        }
        finally
        {
            open.Abandon();
        }
    }

    private void Fold(FeedTransaction transaction, List<TEvent> inserted)
    {
        if (inserted.Count == 0)
        {
            return;
        }

        foreach (var fold in folds)
        {
            fold.Apply(transaction, inserted);
        }
    }

    private static void CountInserted(List<TEvent> inserted, IReadOnlyCollection<PartitionAdvance> advances)
    {
        foreach (var advance in advances)
        {
            var (count, from, to) = (0, DateTime.MaxValue, DateTime.MinValue);
            foreach (ref readonly var stored in CollectionsMarshal.AsSpan(inserted))
            {
                if (stored.Partition == advance.Partition)
                {
                    count++;
                    from = stored.EventTime < from ? stored.EventTime : from;
                    to = stored.EventTime > to ? stored.EventTime : to;
                }
            }

            advance.Inserted = count;
            advance.InsertedFrom = count == 0 ? null : from;
            advance.InsertedTo = count == 0 ? null : to;
        }
    }
}
