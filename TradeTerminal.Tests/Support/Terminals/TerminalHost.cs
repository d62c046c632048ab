using TradeTerminal.Tests.Support.Databases;

namespace TradeTerminal.Tests.Support.Terminals;

/// <summary>One terminal with a database of its own for all tests of a collection, which run one after the other.</summary>
public abstract class TerminalHost(PostgresFixture postgres, params (string Key, string Value)[] settings) : IAsyncLifetime
{
    private TestDatabase? _database;
    private RunningTerminal? _terminal;

    internal TestDatabase Database => _database!;

    internal RunningTerminal Terminal => _terminal!;

    public virtual async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _terminal = RunningTerminal.Start(_database.ConnectionString, settings);
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

        GC.SuppressFinalize(this);
    }
}
