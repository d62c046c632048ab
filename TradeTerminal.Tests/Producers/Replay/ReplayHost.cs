using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Producers.Scenarios;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Producers.Replay;

/// <summary>
/// One terminal for all tests of replays, scenarios and the command line, with the feeds they need. A replay is
/// the only one at a time, so they run one after the other.
/// </summary>
public sealed class ReplayHost(PostgresFixture postgres) : IAsyncLifetime
{
    public const string Collection = "Replay";

    private TestDatabase? _database;
    private RunningTerminal? _terminal;

    internal RunningTerminal Terminal => _terminal!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _terminal = RunningTerminal.Start(
            _database.ConnectionString, ("Feeds:Indices:Enabled", "true"), ("Feeds:Quotes:Enabled", "true"),
            ("Feeds:Positions:Enabled", "true"));
        _terminal.Services.GetRequiredService<IOptions<ScenarioOptions>>().Value.Patience = Patience.Limit;
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

    internal async Task<T> AskAsync<T>(FormattableString sql)
    {
        await using var database = Terminal.Services.GetRequiredService<IDbContextFactory<TerminalDbContext>>().CreateDbContext();
        return await database.Database.SqlQuery<T>(sql).SingleAsync();
    }
}

[CollectionDefinition(ReplayHost.Collection)]
public sealed class ReplayTests : ICollectionFixture<ReplayHost>;
