using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Alerts.Levels;
using TradeTerminal.Ingest.Alerts.Rules;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Tests.Support.Databases;

namespace TradeTerminal.Tests.Alerts;

/// <summary>A database with rules in it, and batches of events put through a fold as a worker would.</summary>
internal sealed class AlertStore : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;

    internal AlertStore(TestDatabase database, TimeProvider clock)
    {
        Clock = clock;
        _source = NpgsqlDataSource.Create(database.ConnectionString);
        Databases = new TerminalDatabase(() => database.ConnectionString);
        Book = NewBook();
        Levels = new LevelBook(Databases, clock);
    }

    internal static FeedKey Feed { get; } = new("test cluster", "test topic");

    internal TimeProvider Clock { get; }

    internal TerminalDatabase Databases { get; }

    internal RuleBook Book { get; }

    internal LevelBook Levels { get; }

    public async ValueTask DisposeAsync()
    {
        Book.Dispose();
        Levels.Dispose();
        Databases.Dispose();
        await _source.DisposeAsync();
    }

    internal RuleBook NewBook() => new(Databases, Clock, NullLogger<RuleBook>.Instance);

    internal AlertFold<TEvent, TState> NewFold<TEvent, TState>(FeedRules<TEvent, TState> rules)
        where TEvent : struct, IFeedEvent<TEvent>
        where TState : class, IRuleState<TState>, new() => new(rules, Book, Levels, Clock);

    /// <summary>One batch; what it raised, or nothing when it is rolled back.</summary>
    internal async Task<List<Alert>> ApplyAsync<TEvent>(IFeedFold<TEvent> fold, IReadOnlyList<TEvent> events, bool commit = true)
        where TEvent : struct
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var open = new FeedTransaction(Feed, connection, transaction);
        fold.Apply(open, events);
        await using var writes = new NpgsqlBatch(connection, transaction);
        open.Writes.ForEach(writes.BatchCommands.Add);
        if (open.Writes.Count > 0)
        {
            await writes.ExecuteNonQueryAsync();
        }

        if (!commit)
        {
            await transaction.RollbackAsync();
            fold.Forget();
            return [];
        }

        await transaction.CommitAsync();
        return open.Alerts;
    }

    internal async Task ExecuteAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    internal async Task<List<string>> AskAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)));
        }

        return rows;
    }
}
