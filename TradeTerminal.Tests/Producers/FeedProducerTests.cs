using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Producers;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Brokers;

namespace TradeTerminal.Tests.Producers;

public sealed class FeedProducerTests(KafkaFixture kafka)
{
    [Theory]
    [InlineData("trades", "ticker")]
    [InlineData("quotes", "symbol")]
    [InlineData("order_book", "symbol")]
    [InlineData("positions", "trader_id")]
    [InlineData("commodities", "commodity")]
    public async Task StopAsync_Running_AccountsForEverythingSent(string name, string keyField)
    {
        using var producer = Create(name, kafka.CreateTopic(2));

        await producer.StartAsync(producer.Settings(rate: 500, seed: 1));
        await UntilAsync(producer, state => state.Acknowledged > 50);
        await producer.StopAsync();

        var state = producer.State;
        Assert.False(state.Running);
        Assert.Equal(state.Sent, state.Acknowledged + state.Failed);
        Assert.Equal(0, state.Failed);
        Assert.Equal(ProducerRun.LastKept, state.Last.Length);
        Assert.Equal(state.Sent, state.Last[0].Number);
        Assert.All(state.Last,
            sent => Assert.Equal(sent.Key, JsonDocument.Parse(sent.Value).RootElement.GetProperty(keyField).GetString()));
    }

    [Fact]
    public async Task StartAsync_Running_TakesItsPlaceWithNewCounts()
    {
        using var producer = Create("trades", kafka.CreateTopic(2));

        await producer.StartAsync(producer.Settings(500, ["AAPL"], 1));
        await UntilAsync(producer, state => state.Acknowledged > 20);
        await producer.StartAsync(producer.Settings(50, ["MSFT"], 2));
        await UntilAsync(producer, state => state.Acknowledged > 0);

        Assert.True(producer.State.Running);
        Assert.Equal(50, producer.State.Settings.Rate);
        Assert.All(producer.State.Last, sent => Assert.Equal("MSFT", sent.Key));
        await producer.StopAsync();
    }

    [Fact]
    public async Task StartAsync_Interval_SendsWholeSteps()
    {
        using var producer = Create("quotes", kafka.CreateTopic(2));

        await producer.StartAsync(producer.Settings(symbols: ["AAPL", "MSFT"], seed: 1, interval: TimeSpan.FromMilliseconds(50)));
        await UntilAsync(producer, state => state.Acknowledged >= 18);
        await producer.StopAsync();

        Assert.Equal(0, producer.State.Sent % 6);
    }

    [Fact]
    public async Task StopAsync_Twice_IsHarmless()
    {
        using var producer = Create("trades", kafka.CreateTopic(1));

        await producer.StopAsync();
        await producer.StartAsync(producer.Settings(10, null, 1));
        await Task.WhenAll(producer.StopAsync(), producer.StopAsync());

        Assert.False(producer.State.Running);
    }

    [Theory]
    [InlineData("trades")]
    [InlineData("commodities")]
    public async Task StartAsync_EmbeddedAndNothingStored_WaitsWhereTheBrokerStillKeepsAll(string name)
    {
        var topic = kafka.CreateTopic(1);
        var gauge = new FeedGauge(name, topic, TimeProvider.System);
        gauge.Begin("cluster", [new StoredOffset(0, 0, 0)]);
        using var producer = Create(name, topic, "embedded", gauge);

        await producer.StartAsync(producer.Settings(rate: 0, seed: 1));
        await UntilAsync(producer, state => state.Sent > ProducerRun.EmbeddedBacklog);
        var waiting = producer.State.Sent;
        Assert.InRange(waiting, ProducerRun.EmbeddedBacklog, ProducerRun.EmbeddedBacklog + 1_000);
        gauge.Begin("cluster", [new StoredOffset(0, 0, 5_000) { Accepted = 5_000 }]);
        await UntilAsync(producer, state => state.Sent > ProducerRun.EmbeddedBacklog + 5_000);
        await producer.StopAsync();

        Assert.InRange(producer.State.Sent, waiting, ProducerRun.EmbeddedBacklog + 6_000);
    }

    /// <summary>Synthetic events in a database of the user's own can't be told from real ones and taken out again.</summary>
    [Theory]
    [InlineData("external", "external", false)]
    [InlineData("external", "embedded", false)]
    [InlineData("embedded", "external", false)]
    [InlineData("embedded", "embedded", true)]
    public void StartsByItself_BrokerOrDatabaseNotOurs_Not(string broker, string database, bool starts)
    {
        var (kafka, postgres) = (new KafkaEndpoint(broker, "127.0.0.1:1", "test"), new DatabaseEndpoint(database, ""));

        Assert.Equal(starts, FirstLook.StartsByItself(kafka, postgres, new ProducerOptions()));
        Assert.False(FirstLook.StartsByItself(kafka, postgres, new ProducerOptions { AutoStart = false }));
    }

    private static Task UntilAsync(FeedProducer producer, Func<ProducerState, bool> reached) => Eventually.TrueAsync(
        () => reached(producer.State), () => $"{producer.Name} is not there: {producer.State}");

    private FeedProducer Create(string name, string topic, string mode = "external", FeedGauge? gauge = null) =>
        Set(topic, mode, gauge).Find(name)!;

    private ProducerSet Set(string topic, string mode, FeedGauge? gauge)
    {
        var endpoint = new KafkaEndpoint(mode, kafka.BootstrapServers, "test");
        return new ProducerSet(
            new KafkaClients(() => endpoint, Options.Create(new KafkaOptions())),
            new TerminalDatabase(() => "Host=127.0.0.1;Port=1;Timeout=1"),
            gauge is null ? [] : [gauge],
            new TopicOptions(topic),
            Options.Create(new ProducerOptions()),
            TimeProvider.System,
            NullLogger<FeedProducer>.Instance);
    }

    private sealed class TopicOptions(string topic) : IOptionsMonitor<FeedOptions>
    {
        public FeedOptions CurrentValue { get; } = new() { Topic = topic };

        public FeedOptions Get(string? name) => CurrentValue;

        public IDisposable? OnChange(Action<FeedOptions, string?> listener) => null;
    }
}
