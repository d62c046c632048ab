using Confluent.Kafka;
using TradeTerminal.Benchmarks.Ingest;
using TradeTerminal.Tests.Support.Brokers;

namespace TradeTerminal.Benchmarks.Backlog;

/// <summary>A million trades that wait in a real broker, and what they come to.</summary>
internal sealed class BacklogTopic : IAsyncDisposable
{
    public const int Count = 1_000_000;
    public const string Name = "orders";

    private BacklogTopic(ApacheKafka kafka, List<byte[]> messages, decimal volume) => (Kafka, Messages, Volume) = (kafka, messages, volume);

    public ApacheKafka Kafka { get; }

    public List<byte[]> Messages { get; }

    public decimal Volume { get; }

    public static async Task<BacklogTopic> FillAsync()
    {
        var kafka = await ApacheKafka.StartAsync();
        try
        {
            await kafka.CreateTopicAsync(Name, TradeSource.Partitions);
            var messages = TradeSource.Messages(Count, seed: 4);
            Send(kafka, messages);
            var volume = messages.Chunk(100_000).Sum(
                chunk => TradeSource.Trades(TradeSource.Batches(chunk, chunk.Length)).Sum(trade => (decimal)trade.Volume));
            return new BacklogTopic(kafka, messages, volume);
        }
        catch
        {
            await kafka.DisposeAsync();
            throw;
        }
    }

    private static void Send(ApacheKafka kafka, List<byte[]> messages)
    {
        using var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig(kafka.ClientSettings.ToDictionary())
        {
            BootstrapServers = kafka.BootstrapServers,
            LingerMs = 20,
            QueueBufferingMaxMessages = 2 * Count,
        }).Build();
        for (var i = 0; i < messages.Count; i++)
        {
            producer.Produce(new TopicPartition(Name, i % TradeSource.Partitions), new Message<Null, byte[]> { Value = messages[i] });
        }

        producer.Flush();
    }

    public ValueTask DisposeAsync() => Kafka.DisposeAsync();
}
