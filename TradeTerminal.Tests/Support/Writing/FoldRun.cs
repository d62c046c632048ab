using Npgsql;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Reading;

namespace TradeTerminal.Tests.Support.Writing;

/// <summary>Applies a fold to batches, each in a transaction as the worker has it, and reads what came of it.</summary>
internal sealed class FoldRun<TEvent>(string connectionString, IFeedFold<TEvent> fold) : IAsyncDisposable
    where TEvent : struct
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString);

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    internal void Commit(IReadOnlyList<TEvent> batch) => Apply(batch, commit: true);

    /// <summary>A batch whose transaction fails: the worker lets the fold forget.</summary>
    internal void Fail(IReadOnlyList<TEvent> batch)
    {
        Apply(batch, commit: false);
        fold.Forget();
    }

    internal async Task<List<object?[]>> AskAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object?[]>();
        while (await reader.ReadAsync())
        {
            var row = new object?[reader.FieldCount];
            reader.GetValues(row!);
            rows.Add([.. row.Select(value => value is DBNull ? null : value)]);
        }

        return rows;
    }

    internal async Task ExecuteAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private void Apply(IReadOnlyList<TEvent> batch, bool commit)
    {
        using var connection = _source.OpenConnection();
        using var transaction = connection.BeginTransaction();
        var open = new FeedTransaction(new FeedKey("test cluster", "topic"), connection, transaction);
        fold.Apply(open, batch);
        if (open.Writes.Count > 0)
        {
            using var writes = new NpgsqlBatch(connection, transaction);
            open.Writes.ForEach(writes.BatchCommands.Add);
            writes.ExecuteNonQuery();
        }

        if (commit)
        {
            transaction.Commit();
        }
    }
}
