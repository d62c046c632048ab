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
/// For all tests of replays, scenarios and the command line, with the feeds they need. A replay is the only one at a time.
/// </summary>
public sealed class ReplayHost(PostgresFixture postgres) : TerminalHost(
    postgres, ("Feeds:Indices:Enabled", "true"), ("Feeds:Quotes:Enabled", "true"), ("Feeds:Positions:Enabled", "true"))
{
    public const string Collection = "Replay";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Terminal.Services.GetRequiredService<IOptions<ScenarioOptions>>().Value.Patience = Patience.Limit;
    }

    internal async Task<T> AskAsync<T>(FormattableString sql)
    {
        await using var database = Terminal.Services.GetRequiredService<IDbContextFactory<TerminalDbContext>>().CreateDbContext();
        return await database.Database.SqlQuery<T>(sql).SingleAsync();
    }
}

[CollectionDefinition(ReplayHost.Collection)]
public sealed class ReplayTests : ICollectionFixture<ReplayHost>;
