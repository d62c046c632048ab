using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TradeTerminal.Producers.Scenarios;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Producers.Scenarios;

/// <summary>Nothing reads the topics: no scenario may pass.</summary>
public sealed class ScenarioFailureTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private RunningTerminal _terminal = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _terminal = RunningTerminal.Start(_database.ConnectionString, ("Feeds:Trades:Enabled", "false"));
        _terminal.Services.GetRequiredService<IOptions<ScenarioOptions>>().Value.Patience = TimeSpan.FromSeconds(1);
    }

    public async ValueTask DisposeAsync()
    {
        await _terminal.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Run_FeedsTurnedOff_FailsAndSaysWhatIsMissing()
    {
        var verdicts = await Task.WhenAll(ScenarioTests.Names.Select(row => ScenarioTests.VerdictAsync(_terminal, row.Data)));

        Assert.All(verdicts, verdict =>
        {
            Assert.True(verdict.GetProperty("verdict").GetString() == "failed", verdict.ToString());
            Assert.Contains("is turned off in the settings", verdict.GetProperty("why").GetString(), StringComparison.Ordinal);
            Assert.Contains(verdict.GetProperty("checks").EnumerateArray(), check => !check.GetProperty("passed").GetBoolean());
        });
    }
}
