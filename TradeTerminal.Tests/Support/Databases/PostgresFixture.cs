using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradeTerminal.Ingest.Embedded.Postgres;
using TradeTerminal.Tests.Support.Databases;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace TradeTerminal.Tests.Support.Databases;

/// <summary>One PostgreSQL for all tests, started when the first of them asks for a database.</summary>
/// <remarks>
/// It loses data only when the machine crashes, which no test is about; so it does not wait for the disk. Most of its work is
/// databases made from the template: files copied whole take a quarter of the time of pages written one by one to the log.
/// </remarks>
public sealed class PostgresFixture : IAsyncDisposable
{
    private readonly Lazy<Task<Server>> _server = new(StartAsync);
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _templates = new();
    private int _databases;

    /// <summary>A new, empty database.</summary>
    public Task<TestDatabase> CreateDatabaseAsync() => CreateAsync("template0");

    /// <summary>
    /// A new database in the state that <paramref name="prepare"/> left a first one in, given that one's connection
    /// string. It runs once for each <paramref name="name"/> and must leave no connection open (Pooling=false).
    /// </summary>
    public async Task<TestDatabase> CreateDatabaseAsync(string name, Func<string, Task> prepare)
    {
        var template = _templates.GetOrAdd(name, _ => new Lazy<Task<string>>(() => PrepareAsync(prepare)));
        return await CreateAsync(await template.Value);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
        {
            await (await _server.Value).DisposeAsync();
        }
    }

    private static async Task<Server> StartAsync()
    {
        // A folder with a fixed name, so that what a killed run has left is found and cleared by the next one.
        var folder = DataDirectory.Claim(
            Path.Combine(Path.GetTempPath(), $"trade-terminal-tests-{Environment.UserName}"), NullLogger.Instance);
        var data = Path.Combine(folder.Path, "postgres");
        if (Postmaster.Find(data) is { } leftover)
        {
            await leftover.KillAsync(CancellationToken.None);
        }

        if (Directory.Exists(data))
        {
            Directory.Delete(data, recursive: true);
        }

        var postgres = await EmbeddedPostgres.StartAsync(
            folder.Path, PostgresBinaries.Find(null), NullLogger.Instance, CancellationToken.None);
        var server = new Server(folder, postgres);
        await server.ExecuteAsync("ALTER SYSTEM SET fsync = off");
        await server.ExecuteAsync("ALTER SYSTEM SET full_page_writes = off");
        await server.ExecuteAsync("ALTER SYSTEM SET wal_compression = off");
        await server.ExecuteAsync("SELECT pg_reload_conf()");
        return server;
    }

    private async Task<string> PrepareAsync(Func<string, Task> prepare)
    {
        var database = await CreateAsync("template0");
        await prepare(database.ConnectionString);
        return database.Name;
    }

    private async Task<TestDatabase> CreateAsync(string template)
    {
        var server = await _server.Value;
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await server.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY");
        return new TestDatabase(server, name);
    }

    internal sealed class Server(DataDirectory folder, EmbeddedPostgres postgres) : IAsyncDisposable
    {
        private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(postgres.ConnectionString);

        public async ValueTask DisposeAsync()
        {
            await _source.DisposeAsync();
            await postgres.DisposeAsync();
            Directory.Delete(folder.Path, recursive: true);
            folder.Dispose();
        }

        internal string ConnectionStringOf(string database) =>
            new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Database = database }.ConnectionString;

        internal async Task ExecuteAsync(string sql)
        {
            await using var command = _source.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
    }
}
