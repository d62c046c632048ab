using TradeTerminal.Tests.Support.Databases;

namespace TradeTerminal.Tests.Support.Terminals;

/// <summary>One terminal for all tests of the API; they run one after the other and use tickers of their own.</summary>
public sealed class ApiHost(PostgresFixture postgres) : IAsyncLifetime
{
    public const string Collection = "API";

    private TestDatabase? _database;
    private RunningTerminal? _terminal;

    internal TestDatabase Database => _database!;

    internal RunningTerminal Terminal => _terminal!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _terminal = RunningTerminal.Start(_database.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        if (_terminal is not null)
        {
            await _terminal.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }
}

[CollectionDefinition(ApiHost.Collection)]
public sealed class ApiTests : ICollectionFixture<ApiHost>;
