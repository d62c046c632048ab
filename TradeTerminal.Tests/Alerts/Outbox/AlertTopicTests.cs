using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Alerts.Outbox;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Embedded.Kafka;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Alerts.Outbox;

public sealed class AlertTopicTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly DateTime Start = new(2026, 3, 2, 14, 30, 0, DateTimeKind.Utc);

    private readonly EmbeddedKafka _kafka = EmbeddedKafka.Start(
        AlertKinds.All.Select((_, i) => ((AlertKind)i).Topic()).ToDictionary(topic => topic, _ => 1), NullLogger.Instance);

    private readonly ChangeFeed _changes = new();
    private readonly OutboxProblems _problems = new();
    private readonly MadeUpPast _past = new();
    private TestDatabase _database = null!;
    private TerminalDatabase _databases = null!;
    private IProducer<string, byte[]> _producer = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateTerminalDatabaseAsync();
        _databases = new TerminalDatabase(() => _database.ConnectionString);
        _producer = Producer(Patience.Limit);
    }

    public async ValueTask DisposeAsync()
    {
        _producer.Dispose();
        _databases.Dispose();
        await _database.DisposeAsync();
        _kafka.Dispose();
    }

    [Fact]
    public async Task Take_StoredAlerts_PublishesThemInOrderAndThenMarksThem()
    {
        var alerts = Enumerable.Range(0, 3).Select(i => TestAlerts.PriceMove("AAPL", Start.AddSeconds(i))).ToArray();
        await _databases.AddAsync([.. alerts.Reverse(), TestAlerts.Risk("TRADER_001", Start)]);

        Assert.Equal(3, await Outbox(_databases).TakeAsync(CancellationToken.None));

        var messages = Read("price_alerts", 3);
        Assert.Equal(alerts.Select(alert => alert.AlertId.ToString()), messages.Select(message => message.Key));
        var value = JsonSerializer.Deserialize<JsonElement>(messages[0].Value);
        Assert.Equal(
            ["alertId", "kind", "feed", "symbol", "venue", "severity", "detectedAt", "message", "inputs", "acknowledgedAt", "topic", "partition", "offset", "eventAgeSeconds", "replay"],
            value.EnumerateObject().Select(field => field.Name));
        Assert.Equal(105.20m, value.GetProperty("inputs").GetProperty("price").GetDecimal());
        Assert.Equal("2026-03-02T14:30:00Z", value.GetProperty("detectedAt").GetString());
        Assert.Equal(JsonValueKind.Null, value.GetProperty("acknowledgedAt").ValueKind);
        Assert.NotNull((await _databases.FindAsync(alerts[2].AlertId)).PublishedAt);
        Assert.Equal(0, await Outbox(_databases).TakeAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Take_CrashBeforeTheMark_PublishesAgainUnderTheSameKey()
    {
        var alert = TestAlerts.PriceMove("AAPL", Start);
        await _databases.AddAsync(alert);

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Outbox(new OnceOnly(_databases)).TakeAsync(CancellationToken.None));
        Assert.Null((await _databases.FindAsync(alert.AlertId)).PublishedAt);
        await Outbox(_databases).TakeAsync(CancellationToken.None);

        var messages = Read("price_alerts", 2);
        Assert.Equal([alert.AlertId.ToString(), alert.AlertId.ToString()], messages.Select(message => message.Key));
        Assert.Equal(messages[0].Value, messages[1].Value);
        await using var database = _databases.CreateDbContext();
        Assert.Equal(1, await database.Alerts.CountAsync(row => row.PublishedAt != null));
    }

    [Fact]
    public async Task Run_BrokerAway_SaysSoAndPublishesWhenItIsBack()
    {
        _producer.Dispose();
        _producer = Producer(TimeSpan.FromMilliseconds(300));
        using var end = new CancellationTokenSource();
        var running = Outbox(_databases).RunAsync(end.Token);
        _kafka.SetBrokerDown();
        var alert = TestAlerts.PriceMove("AAPL", Start);
        await _databases.AddAsync(alert);
        Announce();

        await Eventually.TrueAsync(() => _problems.All.Count == 1, () => "the problem is shown");
        Assert.StartsWith("topic price_alerts: ", _problems.All[0], StringComparison.Ordinal);
        Assert.Equal([("topic price_alerts", true)], _problems.Destinations);
        _kafka.SetBrokerUp();

        await Eventually.TrueAsync(
            async () => (await _databases.FindAsync(alert.AlertId)).PublishedAt is not null, () => "the alert is published");
        await Eventually.TrueAsync(() => _problems.All.Count == 0, () => "the problem is gone");
        Assert.Equal([("topic price_alerts", false)], _problems.Destinations);
        Assert.Equal(alert.AlertId.ToString(), Read("price_alerts", 1)[0].Key);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(0, _changes.ListenerCount);
    }

    [Fact]
    public async Task Take_EventOfThePast_IsMarkedAndOnlySentWhenAskedFor()
    {
        var (old, late) = (Raised(TimeSpan.FromDays(7)), Raised(TimeSpan.FromMinutes(59)));
        await _databases.AddAsync(old, late);

        await Outbox(_databases, TimeSpan.FromHours(1)).TakeAsync(CancellationToken.None);

        Assert.Equal(late.AlertId.ToString(), Assert.Single(Read("price_alerts", 1)).Key);
        Assert.Equal(DateTime.MinValue, (await _databases.FindAsync(old.AlertId)).PublishedAt);
        var asked = Raised(TimeSpan.FromDays(7));
        await _databases.AddAsync(asked);
        await Outbox(_databases).TakeAsync(CancellationToken.None);
        var values = Read("price_alerts", 2).ConvertAll(message => JsonSerializer.Deserialize<JsonElement>(message.Value));
        Assert.Equal(
            [(3_540, false), (604_800, true)],
            values.Select(value => (value.GetProperty("eventAgeSeconds").GetDouble(), value.GetProperty("replay").GetBoolean())));
    }

    /// <summary>A past that is made up ends somewhere: neither its age nor another limit lets its alerts through.</summary>
    [Fact]
    public async Task Take_EventOfAPastMadeUp_IsNeverSent()
    {
        var (made, live) = (Raised(TimeSpan.FromSeconds(5)), TestAlerts.PriceMove("MSFT", Start.AddSeconds(10)));
        await _databases.AddAsync(made, live);
        _past.Begin("trades", Start.AddDays(-1));
        _past.End("trades", Start.AddSeconds(10));

        await Outbox(_databases).TakeAsync(CancellationToken.None);

        Assert.Equal(live.AlertId.ToString(), Assert.Single(Read("price_alerts", 1)).Key);
        Assert.Equal(DateTime.MinValue, (await _databases.FindAsync(made.AlertId)).PublishedAt);
    }

    [Fact]
    public async Task Take_SwitchedOff_MarksAlertsAsNeverToBePublished()
    {
        var alert = TestAlerts.PriceMove("AAPL", Start);
        await _databases.AddAsync(alert);

        var nowhere = new AlertOutbox(
            new Nowhere("Kafka", Ingest.Alerts.Outbox.AlertMark.Published),
            _changes, _databases, _problems, TimeProvider.System, NullLogger.Instance, new MadeUpPast());
        Assert.Equal(1, await nowhere.TakeAsync(CancellationToken.None));

        var row = await _databases.FindAsync(alert.AlertId);
        Assert.Equal(DateTime.MinValue, row.PublishedAt);
        Assert.Null(row.NotifiedAt);
        Assert.Equal(0, await Outbox(_databases).TakeAsync(CancellationToken.None));
    }

    /// <param name="timeout">How long it tries with a broker that does not answer.</param>
    private IProducer<string, byte[]> Producer(TimeSpan timeout) => new ProducerBuilder<string, byte[]>(new ProducerConfig
    {
        BootstrapServers = _kafka.BootstrapServers,
        LingerMs = 1,
        MessageTimeoutMs = (int)timeout.TotalMilliseconds,
        ReconnectBackoffMaxMs = 100,
    }).SetErrorHandler((_, _) => { }).SetLogHandler((_, _) => { }).Build();

    private static AlertRow Raised(TimeSpan after) => TestAlerts.PriceMove("AAPL", Start, raisedAt: Start + after);

    private AlertOutbox Outbox(IDbContextFactory<TerminalDbContext> databases, TimeSpan? oldestEvent = null) => new(
        new AlertTopic(AlertKind.PriceMove, () => "cluster", isEmbedded: false, () => _producer),
        _changes, databases, _problems, TimeProvider.System,
        NullLogger.Instance, _past, oldestEvent);

    private void Announce() => _changes.Publish(new CommittedBatch(new FeedKey("cluster", "orders"), DateTimeOffset.UtcNow)
    {
        Alerts = [new Alert(Guid.NewGuid(), AlertKind.PriceMove, "trades", "AAPL", "", Severity.Significant, Start, "", [], 0, 0)],
    });

    private List<(string Key, string Value)> Read(string topic, int count)
    {
        using var consumer = new ConsumerBuilder<string, byte[]>(new ConsumerConfig
        {
            BootstrapServers = _kafka.BootstrapServers,
            GroupId = "tests",
            FetchWaitMaxMs = 10,
        }).SetLogHandler((_, _) => { }).Build();
        consumer.Assign(new TopicPartitionOffset(topic, 0, 0));
        using var limit = new CancellationTokenSource(Patience.Limit);
        return [.. Enumerable.Range(0, count).Select(_ => consumer.Consume(limit.Token).Message)
            .Select(message => (message.Key, Encoding.UTF8.GetString(message.Value)))];
    }

    /// <summary>The database is there for the reading, and gone when it comes to marking.</summary>
    private sealed class OnceOnly(IDbContextFactory<TerminalDbContext> databases) : IDbContextFactory<TerminalDbContext>
    {
        private int _asked;

        public TerminalDbContext CreateDbContext() => Interlocked.Increment(ref _asked) == 1
            ? databases.CreateDbContext()
            : throw new InvalidOperationException("killed");
    }
}
