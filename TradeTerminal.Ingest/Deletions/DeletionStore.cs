using Microsoft.EntityFrameworkCore;
using Npgsql;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Deletions;

/// <summary>What was deleted, kept as long as the database: the self-check counts it to what is stored.</summary>
internal sealed class DeletionStore(
    IDbContextFactory<TerminalDbContext> databases, IDbContextFactory<TerminalDbContext> screens, TimeProvider time)
{
    /// <summary>Seconds for counting: who could not count what there is much of could not delete it.</summary>
    private const int CountPatience = 30;

    private const string Columns = "deletion_id, feed, symbol, began_at, ended_at, events, candles, positions, alerts, levels";

    private const string Order = "ORDER BY ended_at IS NULL DESC, CASE WHEN ended_at IS NULL THEN deletion_id END, deletion_id DESC";

    /// <summary>How much there is to delete; with a connection of the screens, who ask as often as they like.</summary>
    public async Task<SymbolStock> CountAsync(Feed feed, string symbol, CancellationToken cancellationToken)
    {
        var traces = new SymbolTraces(feed);
        await using var database = await OpenAsync(screens, cancellationToken).ConfigureAwait(false);
        await using var command = Command(
            database,
            $"""
            SELECT {traces.CountEvents}, {traces.CountCandles}, {traces.CountPositions}, {traces.CountAlerts},
                {SymbolTraces.CountLevels}
            """,
            new NpgsqlParameter<string> { TypedValue = symbol }, new NpgsqlParameter<string> { TypedValue = feed.Name });
        command.CommandTimeout = CountPatience;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return StockOf(reader, 0);
    }

    /// <summary>Enters it, or finds the one that goes on.</summary>
    public async Task<SymbolDeletion> BeginAsync(string feed, string symbol, CancellationToken cancellationToken)
    {
        await using var database = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (var insert = Command(
            database, "INSERT INTO deletions (feed, symbol, began_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            new NpgsqlParameter<string> { TypedValue = feed }, new NpgsqlParameter<string> { TypedValue = symbol },
            new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime }))
        {
            await insert.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        await using var command = Command(
            database, $"SELECT {Columns} FROM deletions WHERE feed = $1 AND symbol = $2 ORDER BY deletion_id DESC LIMIT 1",
            new NpgsqlParameter<string> { TypedValue = feed }, new NpgsqlParameter<string> { TypedValue = symbol });
        return (await ReadAsync(command, cancellationToken).ConfigureAwait(false))[0];
    }

    public async Task<SymbolDeletion> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var database = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var command = Command(
            database, $"SELECT {Columns} FROM deletions WHERE deletion_id = $1", new NpgsqlParameter<long> { TypedValue = id });
        return (await ReadAsync(command, cancellationToken).ConfigureAwait(false))[0];
    }

    public async Task<DeletionLog> ReadAsync(CancellationToken cancellationToken)
    {
        await using var database = await OpenAsync(cancellationToken).ConfigureAwait(false);
        List<SymbolDeletion> newest;
        await using (var command = Command(
            database, $"SELECT {Columns} FROM deletions {Order} LIMIT {DeletionLog.Most}"))
        {
            newest = await ReadAsync(command, cancellationToken).ConfigureAwait(false);
        }

        await using var sums = Command(database, "SELECT feed, sum(events)::bigint, count(ended_at) FROM deletions GROUP BY feed");
        await using var reader = await sums.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var (events, ended) = (new Dictionary<string, long>(), 0L);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            events.Add(reader.GetString(0), reader.GetInt64(1));
            ended += reader.GetInt64(2);
        }

        return new DeletionLog([.. newest], events, ended);
    }

    /// <summary>Runs it, alone among all terminals on the database; false when another has it.</summary>
    public async Task<bool> EraseAsync(Feed feed, SymbolDeletion deletion, CancellationToken cancellationToken)
    {
        await using var database = await OpenAsync(cancellationToken).ConfigureAwait(false);
        // Of the session, which ends with it.
        var isAlone = await database.Database.SqlQuery<bool>(
            $"""SELECT pg_try_advisory_lock(hashtext('deletions'), {(int)deletion.Id}) AS "Value" """)
            .SingleAsync(cancellationToken).ConfigureAwait(false);
        if (!isAlone)
        {
            return false;
        }

        try
        {
            if ((await FindAsync(deletion.Id, cancellationToken).ConfigureAwait(false)).EndedAt is null)
            {
                await new SymbolEraser((NpgsqlConnection)database.Database.GetDbConnection(), feed, deletion).EraseAsync(cancellationToken)
                    .ConfigureAwait(false);
            }
        }
        finally
        {
            await UnlockAsync(database, deletion).ConfigureAwait(false);
        }

        return true;
    }

    private static async Task UnlockAsync(TerminalDbContext database, SymbolDeletion deletion)
    {
        try
        {
            await database.Database.ExecuteSqlAsync(
                $"SELECT pg_advisory_unlock(hashtext('deletions'), {(int)deletion.Id})", CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (Failures.Classify(exception) == FailureClass.Transient)
        {
            // The session is gone, and the lock with it.
        }
    }

    private Task<TerminalDbContext> OpenAsync(CancellationToken cancellationToken) => OpenAsync(databases, cancellationToken);

    private static async Task<TerminalDbContext> OpenAsync(
        IDbContextFactory<TerminalDbContext> pool, CancellationToken cancellationToken)
    {
        var database = await pool.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await database.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            return database;
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static NpgsqlCommand Command(TerminalDbContext database, string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlCommand(sql, (NpgsqlConnection)database.Database.GetDbConnection());
        command.Parameters.AddRange(parameters);
        return command;
    }

    private static async Task<List<SymbolDeletion>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var deletions = new List<SymbolDeletion>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            deletions.Add(new SymbolDeletion(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetDateTime(3),
                reader.IsDBNull(4) ? null : reader.GetDateTime(4), StockOf(reader, 5)));
        }

        return deletions;
    }

    private static SymbolStock StockOf(NpgsqlDataReader reader, int at) => new(
        reader.GetInt64(at), reader.GetInt64(at + 1), reader.GetInt64(at + 2), reader.GetInt64(at + 3), reader.GetInt64(at + 4));
}
