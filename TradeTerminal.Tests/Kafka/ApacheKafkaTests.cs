using Confluent.Kafka;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Brokers;

namespace TradeTerminal.Tests.Kafka;

public sealed class ApacheKafkaTests
{
    private const string Topic = "orders";
    private const int Messages = 1000;

    [Fact]
    public async Task RestartAsync_KilledAndLaterStopped_HasEveryAcknowledgedMessage()
    {
        await using var kafka = await ApacheKafka.StartAsync();
        await kafka.CreateTopicAsync(Topic, partitions: 4);
        await ProduceAsync(kafka, 0, Messages);

        await kafka.KillAsync();
        await kafka.RestartAsync();
        await ProduceAsync(kafka, Messages, Messages);
        await kafka.StopAsync();
        await kafka.RestartAsync();

        var consumed = Consume(kafka, 2 * Messages);
        Assert.Equal(Enumerable.Range(0, 2 * Messages), consumed.Select(r => r.Message.Key).Order());
        Assert.Equal(4, consumed.Select(r => r.Partition).Distinct().Count());
    }

    private static async Task ProduceAsync(ApacheKafka kafka, int first, int count)
    {
        var settings = new ProducerConfig(kafka.ClientSettings.ToDictionary()) { BootstrapServers = kafka.BootstrapServers, Acks = Acks.All };
        using var producer = new ProducerBuilder<int, string>(settings).SetLogHandler((_, _) => { }).Build();
        var sent = Enumerable.Range(first, count)
            .Select(n => producer.ProduceAsync(Topic, new Message<int, string> { Key = n, Value = $"message {n}" }, TestContext.Current.CancellationToken));
        var results = await Task.WhenAll(sent);
        Assert.All(results, r => Assert.Equal(PersistenceStatus.Persisted, r.Status));
    }

    private static List<ConsumeResult<int, string>> Consume(ApacheKafka kafka, int count)
    {
        var settings = new ConsumerConfig(kafka.ClientSettings.Concat(kafka.ConsumerSettings).ToDictionary())
        {
            BootstrapServers = kafka.BootstrapServers,
            GroupId = "test",
            AutoOffsetReset = AutoOffsetReset.Earliest,
        };
        using var consumer = new ConsumerBuilder<int, string>(settings).SetLogHandler((_, _) => { }).Build();
        consumer.Subscribe(Topic);
        using var limit = new CancellationTokenSource(Patience.Limit);
        var consumed = new List<ConsumeResult<int, string>>();
        while (consumed.Count < count)
        {
            consumed.Add(consumer.Consume(limit.Token));
        }

        consumer.Close();
        return consumed;
    }
}
