using Npgsql;

namespace TradeTerminal.Tests.Support.Databases;

/// <summary>A database of one test's own; dropped with it, connections and all.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly PostgresFixture.Server _server;

    internal TestDatabase(PostgresFixture.Server server, string name)
    {
        _server = server;
        Name = name;
        ConnectionString = server.ConnectionStringOf(name);
    }

    public string Name { get; }

    public string ConnectionString { get; }

    /// <summary>The one value that the statement gives.</summary>
    internal async Task<T> AskAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Returns how many rows it has changed.</summary>
    internal async Task<int> ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await using (var connection = new NpgsqlConnection(ConnectionString))
        {
            NpgsqlConnection.ClearPool(connection);
        }

        await _server.ExecuteAsync($"DROP DATABASE {Name} WITH (FORCE)");
    }
}
