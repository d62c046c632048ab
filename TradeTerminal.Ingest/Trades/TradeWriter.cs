using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using TradeTerminal.Ingest.Candles;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Trades;

/// <summary>
/// Writes one slice of a batch in one transaction: offsets, trades, minute candles from the rows that
/// really went in, rejects. Either all of it is durable or none.
/// </summary>
internal sealed class TradeWriter(
    IDbContextFactory<TerminalDbContext> databases, DayPartitions days, TimeProvider time)
{
    /// <summary>Below this many rows one prepared statement is quicker than the exchange of a COPY.</summary>
    private const int FewRows = 100;

    private bool _repeatsSeen;

    /// <summary>
    /// Returns the trades that are new, in the order they were read, and fills in the counts of
    /// <paramref name="advances"/>.
    /// </summary>
    /// <exception cref="FencedException">The stored offsets are not where the slice begins; nothing was written.</exception>
    public IReadOnlyList<Trade> Write(
        FeedKey feed, TradeBatch batch, ReadOnlySpan<Verdict> slice, IReadOnlyCollection<PartitionAdvance> advances)
    {
        var accepted = new List<Trade>(slice.Length);
        var refused = new List<Verdict>();
        foreach (ref readonly var verdict in slice)
        {
            if (verdict.IsAccepted)
            {
                accepted.Add(verdict.Trade);
            }
            else
            {
                refused.Add(verdict);
            }
        }

        days.Ensure(CollectionsMarshal.AsSpan(accepted));
        try
        {
            return Write(feed, batch, accepted, refused, advances, careful: _repeatsSeen || accepted.Count < FewRows);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return Write(feed, batch, accepted, refused, advances, careful: true);
        }
    }

    private List<Trade> Write(
        FeedKey feed, TradeBatch batch, List<Trade> accepted, List<Verdict> refused,
        IReadOnlyCollection<PartitionAdvance> advances, bool careful)
    {
        using var database = databases.CreateDbContext();
        using var transaction = database.Database.BeginTransaction();
        var connection = (NpgsqlConnection)database.Database.GetDbConnection();
        var postgres = (NpgsqlTransaction)transaction.GetDbTransaction();
        var inserted = Insert(connection, postgres, accepted, careful);
        CountInserted(inserted, advances);
        using var rest = new NpgsqlBatch(connection, postgres);
        rest.BatchCommands.Add(OffsetStore.Advance(feed, advances));
        if (inserted.Count > 0)
        {
            rest.BatchCommands.Add(CandleWriter.Merge(Fold(inserted)));
        }

        if (refused.Count > 0)
        {
            rest.BatchCommands.Add(RejectWriter.Insert(feed, batch, refused, time.GetUtcNow().UtcDateTime));
        }

        rest.ExecuteNonQuery();
        if (rest.BatchCommands[0].RecordsAffected != advances.Count)
        {
            throw new FencedException(feed.Topic);
        }

        transaction.Commit();
        _repeatsSeen = inserted.Count < accepted.Count;
        return inserted;
    }

    private static List<Trade> Insert(
        NpgsqlConnection connection, NpgsqlTransaction transaction, List<Trade> accepted, bool careful)
    {
        if (accepted.Count == 0)
        {
            return accepted;
        }

        var trades = CollectionsMarshal.AsSpan(accepted);
        if (!careful)
        {
            TradeCopy.Write(connection, trades);
            return accepted;
        }

        using var insert = new NpgsqlBatch(connection, transaction);
        insert.BatchCommands.Add(TradeColumns.Insert(trades));
        using var reader = insert.ExecuteReader();
        reader.Read();
        if (reader.GetInt64(0) == accepted.Count)
        {
            return accepted;
        }

        if (reader.IsDBNull(1))
        {
            return [];
        }

        var places = reader.GetFieldValue<int[]>(1).Zip(reader.GetFieldValue<long[]>(2)).ToHashSet();
        return accepted.FindAll(trade => places.Contains((trade.Partition, trade.Offset)));
    }

    private static void CountInserted(List<Trade> inserted, IReadOnlyCollection<PartitionAdvance> advances)
    {
        foreach (var advance in advances)
        {
            advance.Inserted = inserted.Count(trade => trade.Partition == advance.Partition);
        }
    }

    private static Dictionary<(string, DateTime), CandleFold>.ValueCollection Fold(List<Trade> trades)
    {
        var folds = new Dictionary<(string, DateTime), CandleFold>();
        foreach (var trade in trades)
        {
            var bucket = Interval.Minute.BucketOf(trade.ExecutedAt);
            if (!folds.TryGetValue((trade.Ticker, bucket), out var fold))
            {
                folds.Add((trade.Ticker, bucket), fold = new CandleFold(trade.Ticker, bucket));
            }

            fold.Add(trade);
        }

        return folds.Values;
    }
}
