using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Alerts.Settings;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;

namespace TradeTerminal.Tests.Alerts.Rules;

public sealed class RuleBookTests(PostgresFixture postgres)
{
    private static readonly TestClock Clock = new(Market.Start);

    [Fact]
    public async Task SaveAsync_Settings_ApplyAtOnceAndAfterARestart()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await using var store = new AlertStore(database, Clock);
        var settings = new RiskSettings { WarningValue = 1_000.5m, Repeat = Repeat.Every };

        await store.Book.SaveAsync(new RiskSettings { WarningValue = 7 }, CancellationToken.None);
        await store.Book.SaveAsync(settings, CancellationToken.None);

        using var next = store.NewBook();
        Assert.Equal(settings, store.Book.Current.Risk);
        Assert.Equal(RuleSet.Default.With(settings), await next.ReadAsync(CancellationToken.None));
    }

    [Fact]
    public async Task SaveAsync_SettingsWithProblems_ChangesNothing()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await using var store = new AlertStore(database, Clock);

        await Assert.ThrowsAsync<ArgumentException>(
            () => store.Book.SaveAsync(new RiskSettings { WarningValue = -1 }, CancellationToken.None));

        Assert.Equal(RuleSet.Default, await store.Book.ReadAsync(CancellationToken.None));
        Assert.Equal(["0"], await store.AskAsync("SELECT count(*) FROM rules"));
    }

    [Fact]
    public async Task TrySaveAsync_TwoTerminalsFromTheSameSettings_OnlyTheFirstIsSaved()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await using var store = new AlertStore(database, Clock);
        using var other = store.NewBook();
        await other.ReadAsync(CancellationToken.None);

        Assert.True(await store.Book.TrySaveAsync(new RiskSettings { WarningValue = 7 }, null, CancellationToken.None));
        Assert.False(
            await other.TrySaveAsync(new RiskSettings { WarningValue = 8 }, other[AlertKind.Risk].UpdatedAt, CancellationToken.None));
        await other.RefreshAsync(CancellationToken.None);
        Assert.Equal(new RiskSettings { WarningValue = 7 }, other[AlertKind.Risk].Settings);

        var seen = other[AlertKind.Risk].UpdatedAt;
        Assert.True(await other.TrySaveAsync(new RiskSettings { WarningValue = 8 }, seen, CancellationToken.None));
        Assert.False(await store.Book.TrySaveAsync(new RiskSettings { WarningValue = 9 }, seen, CancellationToken.None));
        using var next = store.NewBook();
        Assert.Equal(8, (await next.ReadAsync(CancellationToken.None)).Risk.WarningValue);
    }

    [Fact]
    public async Task ReadAsync_SettingsOfAnotherVersion_FallsBackToTheDefaultsOfThatRule()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await using var store = new AlertStore(database, Clock);
        await store.ExecuteAsync(
            """
            INSERT INTO rules (kind, settings, updated_at) VALUES
                ('price_move', '{"newThreshold": 3}', now()), ('risk', '{"warningValue": -1}', now()),
                ('moon_phase', '{}', now()), ('arbitrage', '{"edgeBps": 20}', now())
            """);

        var rules = await store.Book.ReadAsync(CancellationToken.None);

        Assert.Equal(RuleSet.Default with { Arbitrage = new() { EdgeBps = 20 } }, rules);
    }

    [Fact]
    public async Task SaveAsync_BetweenBatches_JudgesTheNextByTheNewSettings()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await using var store = new AlertStore(database, Clock);
        var fold = store.NewFold(new TradeRules());
        Assert.Empty(await store.ApplyAsync(fold, [Market.Trade(0, 100), Market.Trade(1, 104)]));

        await store.Book.SaveAsync(new PriceMoveSettings { SignificantPercent = 3 }, CancellationToken.None);

        Assert.Single(await store.ApplyAsync(fold, [Market.Trade(2, 108)]));
    }

    [Fact]
    public async Task Apply_StoredSettings_AreReadBeforeTheFirstVerdict()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await using var store = new AlertStore(database, Clock);
        using (var book = store.NewBook())
        {
            await book.SaveAsync(new PriceMoveSettings { Enabled = false }, CancellationToken.None);
        }

        Assert.Empty(await store.ApplyAsync(store.NewFold(new TradeRules()), [Market.Trade(0, 100), Market.Trade(1, 200)]));
    }

    [Fact]
    public async Task RuleWatch_SavedByAnotherTerminal_AppliesToEventsAndIsTold()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await using var store = new AlertStore(database, Clock);
        using var other = store.NewBook();
        using var startup = new DatabaseStartup(store.Databases, NullLogger<DatabaseStartup>.Instance);
        using var watch = new RuleWatch(store.Book, store.Levels, startup, TimeProvider.System);
        var fold = store.NewFold(new TradeRules());
        var told = 0;
        store.Book.Changed += () => Interlocked.Increment(ref told);
        Assert.Empty(await store.ApplyAsync(fold, [Market.Trade(0, 100), Market.Trade(1, 104)]));
        await startup.StartAsync(TestContext.Current.CancellationToken);
        await watch.StartAsync(TestContext.Current.CancellationToken);

        await other.SaveAsync(new PriceMoveSettings { SignificantPercent = 3 }, CancellationToken.None);

        await Eventually.TrueAsync(() => store.Book.Current.PriceMove.SignificantPercent == 3, () => "the other's settings apply");
        await Eventually.TrueAsync(() => Volatile.Read(ref told) == 1, () => "it is told");
        Assert.Equal(other[AlertKind.PriceMove], store.Book[AlertKind.PriceMove]);
        Assert.Single(await store.ApplyAsync(fold, [Market.Trade(2, 108)]));
        await watch.StopAsync(CancellationToken.None);
        await startup.StopAsync(CancellationToken.None);
    }
}
