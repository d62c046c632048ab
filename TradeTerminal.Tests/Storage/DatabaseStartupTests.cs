using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Writing;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Storage;

public sealed class DatabaseStartupTests(PostgresFixture fixture)
{
    [Fact]
    public async Task StartAsync_EmptyDatabase_MakesTheSchemaAndIsReady()
    {
        await using var database = await fixture.CreateDatabaseAsync();
        for (var start = 0; start < 2; start++)
        {
            using var databases = new TerminalDatabase(() => database.ConnectionString);
            using var startup = new DatabaseStartup(databases, NullLogger<DatabaseStartup>.Instance);

            await startup.StartAsync(TestContext.Current.CancellationToken);

            Assert.True(startup.IsReady);
            Assert.Null(startup.Problem);
            Assert.NotNull(startup.ServerVersion);
            await startup.StopAsync(TestContext.Current.CancellationToken);
        }

        using var ingest = new TestIngest(database.ConnectionString, TimeProvider.System);
        string[] shared =
        [
            "alert_leases", "alert_snoozes", "alerts", "candles_1m",
            "commodity_days", "commodity_positions", "deleted_events", "deletions", "dropped_days", "dropped_days_since", "feed_candles_1m", "feed_offsets",
            "feed_reads", "incidents", "latest_prices", "levels", "limited_runs", "pipeline_1h", "pipeline_1m",
            "pipeline_events_1h", "pipeline_events_1m", "pipeline_marks", "rejected", "resubmissions", "retention", "rule_states", "rules", "terminal_runs", "trader_book", "trader_book_5m",
            "unsummed_days",
            "watchlists",
        ];
        Assert.Equal(
            shared.Concat(FeedCatalog.All.SelectMany(feed => new[] { feed.Table.Name, $"{feed.Table.Name}_older" }))
                .Order(StringComparer.Ordinal),
            (await ingest.AskAsync<string[]>("""
                SELECT array_agg(relname::text) FROM pg_class
                WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace AND relname NOT LIKE '\_\_%'
                """)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task StartAsync_SchemaOfANewerVersion_SaysSoAndTouchesNothing()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, TimeProvider.System);
        await ingest.ExecuteAsync("""INSERT INTO "__EFMigrationsHistory" VALUES ('29990101000000_Future', '99.0.0')""");
        using var startup = new DatabaseStartup(ingest.Databases, NullLogger<DatabaseStartup>.Instance);

        await startup.StartAsync(TestContext.Current.CancellationToken);

        Assert.False(startup.IsReady);
        Assert.Contains("29990101000000_Future", startup.Problem, StringComparison.Ordinal);
        Assert.Contains("newer", startup.Problem, StringComparison.Ordinal);
        await startup.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task StartAsync_TwoTerminalsAtOnce_BothBecomeReady()
    {
        await using var database = await fixture.CreateDatabaseAsync();
        using var databases = new TerminalDatabase(() => database.ConnectionString);
        var startups = Enumerable.Range(0, 3)
            .Select(_ => new DatabaseStartup(databases, NullLogger<DatabaseStartup>.Instance)).ToList();

        await Task.WhenAll(startups.Select(startup => startup.StartAsync(TestContext.Current.CancellationToken)));
        await Task.WhenAll(startups.Select(startup => startup.WhenReadyAsync(CancellationToken.None).WaitAsync(Patience.Limit)));

        foreach (var startup in startups)
        {
            await startup.StopAsync(TestContext.Current.CancellationToken);
            startup.Dispose();
        }
    }

    [Fact]
    public async Task StartAsync_NoServer_StartsAndSaysWhy()
    {
        using var databases = new TerminalDatabase(
            () => $"Host=127.0.0.1;Port={Ports.Free()};Username=u;Password=very-secret");
        using var startup = new DatabaseStartup(databases, NullLogger<DatabaseStartup>.Instance);

        await startup.StartAsync(TestContext.Current.CancellationToken);

        Assert.False(startup.IsReady);
        Assert.Contains("trying again", startup.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret", startup.Problem, StringComparison.Ordinal);
        await startup.StopAsync(TestContext.Current.CancellationToken);
    }
}
