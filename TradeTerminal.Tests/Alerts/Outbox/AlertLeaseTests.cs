using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Alerts.Outbox;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Alerts.Outbox;

/// <summary>Several terminals on one database: each alert goes out once, and one that has nowhere to send takes none from the
/// others.</summary>
public sealed class AlertLeaseTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly TestHook _hook = new();
    private readonly HttpClient _client = new() { Timeout = Patience.Limit };
    private readonly ChangeFeed _changes = new();
    private readonly OutboxProblems _problems = new();
    private TestDatabase _database = null!;
    private TerminalDatabase _databases = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateTerminalDatabaseAsync();
        _databases = new TerminalDatabase(() => _database.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _hook.DisposeAsync();
        _databases.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Run_ThreeTerminalsWithTheWebhook_PostEachAlertOnce()
    {
        using var end = new CancellationTokenSource();
        var running = Enumerable.Range(0, 3).Select(_ => Outbox(Hook(_databases), _databases).RunAsync(end.Token)).ToList();
        var alerts = Enumerable.Range(0, 150).Select(i => TestAlerts.PriceMove("AAPL", DateTime.UtcNow.AddSeconds(-i))).ToArray();
        foreach (var some in alerts.Chunk(15))
        {
            await _databases.AddAsync(some);
            Announce();
        }

        await Eventually.TrueAsync(async () => await CountAsync(row => row.NotifiedAt == null) == 0, () => "all are out");
        await StopAsync(end, running);

        Assert.Equal(alerts.Select(alert => alert.AlertId.ToString()).Order(), _hook.Posts.Select(post => post.Key!).Order());
    }

    [Fact]
    public async Task Run_AnotherTerminalHasNoWebhook_ItsAlertsWaitForTheOneThatHas()
    {
        using var end = new CancellationTokenSource();
        _hook.Answers.Enqueue(HttpStatusCode.ServiceUnavailable);
        var alert = TestAlerts.PriceMove("AAPL", DateTime.UtcNow);
        await _databases.AddAsync(alert);
        var waiting = Outbox(Hook(_databases), _databases).RunAsync(end.Token);
        await Eventually.TrueAsync(() => !_hook.Posts.IsEmpty, () => "the webhook has refused it once");
        var counted = new Counting(_databases);
        var nowhere = Outbox(new Nowhere("webhook", Ingest.Alerts.Outbox.AlertMark.Notified), counted).RunAsync(end.Token);
        await Eventually.TrueAsync(() => counted.Count >= 1, () => "the other terminal has looked");

        await Eventually.TrueAsync(
            async () => (await _databases.FindAsync(alert.AlertId)).NotifiedAt is not null, () => "it is out or given up");
        await StopAsync(end, [waiting, nowhere]);

        Assert.True((await _databases.FindAsync(alert.AlertId)).NotifiedAt > DateTime.MinValue, "It was marked as never to be sent.");
        Assert.Equal(2, _hook.Posts.Count);
    }

    [Fact]
    public async Task TryHold_HeldByAnother_WaitsUntilItRunsOutOrIsReleased()
    {
        AlertLease first = Lease(Hook(_databases)), second = Lease(Hook(_databases)), third = Lease(Hook(_databases));

        Assert.True(await HoldAsync(first));
        Assert.False(await HoldAsync(second));
        await ExecuteAsync("UPDATE alert_leases SET until = now() - interval '1 second'");
        Assert.True(await HoldAsync(second));
        await first.ReleaseAsync();
        Assert.False(await HoldAsync(third));
        await second.ReleaseAsync();
        Assert.True(await HoldAsync(third));
    }

    [Theory]
    [InlineData("1 second", false)]
    [InlineData("23 hours", false)]
    [InlineData("25 hours", true)]
    public async Task TryHold_NowhereAfterARealOne_OnlyWhenThatIsLongGone(string ago, bool expected)
    {
        Assert.True(await HoldAsync(Lease(Hook(_databases))));
        await ExecuteAsync($"UPDATE alert_leases SET until = now() - interval '{ago}'");

        Assert.Equal(expected, await HoldAsync(Lease(new Nowhere("webhook", Ingest.Alerts.Outbox.AlertMark.Notified))));
        Assert.True(await HoldAsync(Lease(new Nowhere("Kafka", Ingest.Alerts.Outbox.AlertMark.Published))));
    }

    [Fact]
    public async Task TryHold_TopicsOfClusters_AreLeasedByClusterAndNotToABrokerWithinATerminal()
    {
        Assert.True(await HoldAsync(Lease(Topic("embedded-1", isEmbedded: true))));
        Assert.True(await HoldAsync(Lease(Topic("a"))));
        Assert.False(await HoldAsync(Lease(Topic("a"))));
        Assert.True(await HoldAsync(Lease(Topic("b"))));
        Assert.False(await HoldAsync(Lease(Topic(null))));
        Assert.False(await HoldAsync(Lease(Topic("embedded-2", isEmbedded: true))));
    }

    [Fact]
    public async Task TryHold_TopicOfAnotherCluster_IsARivalWhileItsTerminalLives()
    {
        var (a, b) = (Lease(Topic("a")), Lease(Topic("b")));
        Assert.True(await HoldAsync(a));
        Assert.Null(a.Rival);
        Assert.True(await HoldAsync(b));
        Assert.Equal("a", b.Rival);

        await a.ReleaseAsync();
        var again = Lease(Topic("c"));
        Assert.True(await HoldAsync(again));
        Assert.Equal("b", again.Rival);
        Assert.True(await HoldAsync(Lease(Hook(_databases))));
        await b.ReleaseAsync();
        await again.ReleaseAsync();
        var alone = Lease(Topic("b"));
        Assert.True(await HoldAsync(alone));
        Assert.Null(alone.Rival);
    }

    [Fact]
    public async Task Run_TwoClustersOnOneDatabase_SaySo()
    {
        Assert.True(await HoldAsync(Lease(Topic("a"))));
        using var end = new CancellationTokenSource();
        var running = Outbox(Topic("b"), _databases).RunAsync(end.Token);

        await Eventually.TrueAsync(() => _problems.Rival is not null, () => "It is said on the Alerts page");
        await StopAsync(end, [running]);

        Assert.StartsWith("Another terminal on this database publishes alerts to Kafka cluster a:",
            _problems.Rival, StringComparison.Ordinal);
        _problems.ReportRival("topic price_alerts", null);
        Assert.Null(_problems.Rival);
    }

    private static Task<bool> HoldAsync(AlertLease lease) => lease.TryHoldAsync(CancellationToken.None);

    private static AlertTopic Topic(string? cluster, bool isEmbedded = false) =>
        new(AlertKind.PriceMove, () => cluster, isEmbedded, () => throw new InvalidOperationException());

    private static async Task StopAsync(CancellationTokenSource end, IEnumerable<Task> running)
    {
        await end.CancelAsync();
        foreach (var task in running)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        }
    }

    private AlertLease Lease(IAlertDestination destination) => new(destination, _databases, TimeProvider.System);

    private Webhook Hook(IDbContextFactory<TerminalDbContext> databases) =>
        new(_hook.Address, _client, databases, TimeProvider.System, NullLogger.Instance);

    private AlertOutbox Outbox(IAlertDestination destination, IDbContextFactory<TerminalDbContext> databases) =>
        new(destination, _changes, databases, _problems, TimeProvider.System, NullLogger.Instance, new MadeUpPast());

    private void Announce() => _changes.Publish(new CommittedBatch(new FeedKey("cluster", "orders"), DateTimeOffset.UtcNow)
    {
        Alerts = [new Alert(Guid.NewGuid(), AlertKind.PriceMove, "trades", "AAPL", "", Severity.Significant, DateTime.UtcNow, "", [], 0, 0)],
    });

    private async Task<int> CountAsync(System.Linq.Expressions.Expression<Func<AlertRow, bool>> which)
    {
        await using var database = _databases.CreateDbContext();
        return await database.Alerts.CountAsync(which);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var database = _databases.CreateDbContext();
        await database.Database.ExecuteSqlRawAsync(sql);
    }

    /// <summary>Counts how often somebody goes to the database.</summary>
    private sealed class Counting(IDbContextFactory<TerminalDbContext> databases) : IDbContextFactory<TerminalDbContext>
    {
        private int _count;

        internal int Count => Volatile.Read(ref _count);

        public TerminalDbContext CreateDbContext()
        {
            Interlocked.Increment(ref _count);
            return databases.CreateDbContext();
        }
    }
}
