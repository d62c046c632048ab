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

    public async ValueTask DisposeAsync()
    {
        await using (var connection = new NpgsqlConnection(ConnectionString))
        {
            NpgsqlConnection.ClearPool(connection);
        }

        await _server.ExecuteAsync($"DROP DATABASE {Name} WITH (FORCE)");
    }
}
