using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Producers;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Producers;

public sealed class TradeProducerTests(KafkaFixture kafka)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task StopAsync_Running_AccountsForEverythingSent()
    {
        using var producer = Create(kafka.CreateTopic(2));

        await producer.StartAsync(producer.Settings(500, ["AAPL"], 1));
        await UntilAsync(() => producer.State.Acknowledged > 50);
        await producer.StopAsync();

        var state = producer.State;
        Assert.False(state.Running);
        Assert.Equal(state.Sent, state.Acknowledged + state.Failed);
        Assert.Equal(0, state.Failed);
        Assert.All(state.Last, trade => Assert.Equal("AAPL", trade.Ticker));
    }

    [Fact]
    public async Task StartAsync_Running_TakesItsPlaceWithNewCounts()
    {
        using var producer = Create(kafka.CreateTopic(2));

        await producer.StartAsync(producer.Settings(500, ["AAPL"], 1));
        await UntilAsync(() => producer.State.Acknowledged > 20);
        await producer.StartAsync(producer.Settings(50, ["MSFT"], 2));
        await UntilAsync(() => producer.State.Acknowledged > 0);

        Assert.True(producer.State.Running);
        Assert.Equal(50, producer.State.Settings.Rate);
        Assert.All(producer.State.Last, trade => Assert.Equal("MSFT", trade.Ticker));
        await producer.StopAsync();
    }

    [Fact]
    public async Task StopAsync_Twice_IsHarmless()
    {
        using var producer = Create(kafka.CreateTopic(1));

        await producer.StopAsync();
        await producer.StartAsync(producer.Settings(10, null, 1));
        await Task.WhenAll(producer.StopAsync(), producer.StopAsync());

        Assert.False(producer.State.Running);
    }

    private static async Task UntilAsync(Func<bool> reached)
    {
        for (var watch = Stopwatch.StartNew(); !reached(); await Task.Delay(10))
        {
            Assert.True(watch.Elapsed < Limit, "the producer did not get there in time");
        }
    }

    private TradeProducer Create(string topic)
    {
        var endpoint = new KafkaEndpoint("external", kafka.BootstrapServers, "test");
        return new TradeProducer(
            new KafkaClients(() => endpoint, Options.Create(new KafkaOptions())),
            new FeedGauges([new FeedGauge("trades", topic, TimeProvider.System)]),
            new TopicOptions(topic),
            Options.Create(new ProducerOptions()),
            TimeProvider.System,
            NullLogger<TradeProducer>.Instance);
    }

    private sealed class TopicOptions(string topic) : IOptionsMonitor<FeedOptions>
    {
        public FeedOptions CurrentValue { get; } = new() { Topic = topic };

        public FeedOptions Get(string? name) => CurrentValue;

        public IDisposable? OnChange(Action<FeedOptions, string?> listener) => null;
    }
}
