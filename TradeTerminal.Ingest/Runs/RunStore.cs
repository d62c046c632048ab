using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Runs;

/// <summary>Runs with limits, as the table <c>limited_runs</c> has them.</summary>
public sealed class RunStore(
    IDbContextFactory<TerminalDbContext> databases, [FromKeyedServices(DatabasePools.Screens)] IDbContextFactory<TerminalDbContext> screens,
    IOptions<StorageOptions> options)
{
    private const string Columns =
        "run_id, began_at, ended_at, ended_by, messages, accepted, duplicates, rejected, seconds, newest_event_time";

    /// <summary>Also drops those that are older than what is kept of events.</summary>
    public async Task AddAsync(RunSummary run, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var oldest = run.EndedAt.AddDays(-options.Value.RetentionDays);
        await database.Database.ExecuteSqlRawAsync(
            $$"""
            INSERT INTO limited_runs ({{Columns}}) VALUES ({0}, {1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}, {9});
            DELETE FROM limited_runs WHERE ended_at < {10};
            """,
            [
                run.RunId, run.BeganAt, run.EndedAt, run.EndedBy, run.Messages, run.Accepted, run.Duplicates, run.Rejected, run.Seconds,
                run.NewestEventTime!, oldest,
            ],
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The newest first.</summary>
    public async Task<List<RunSummary>> ReadAsync(int limit, CancellationToken cancellationToken)
    {
        await using var database = await screens.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await database.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = new NpgsqlCommand(
            $"SELECT {Columns} FROM limited_runs ORDER BY ended_at DESC, run_id LIMIT $1",
            (NpgsqlConnection)database.Database.GetDbConnection())
        {
            Parameters = { new NpgsqlParameter<int> { TypedValue = limit } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var runs = new List<RunSummary>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            runs.Add(RunSummary.Of(
                reader.GetGuid(0), reader.GetDateTime(1), reader.GetDateTime(2), reader.GetString(3), reader.GetInt64(4),
                reader.GetInt64(5), reader.GetInt64(6), reader.GetInt64(7), reader.GetDouble(8), reader.IsDBNull(9) ? null : reader.GetDateTime(9)));
        }

        return runs;
    }
}
