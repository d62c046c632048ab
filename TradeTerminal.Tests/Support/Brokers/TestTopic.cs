using Confluent.Kafka;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Support.Samples;

namespace TradeTerminal.Tests.Support.Brokers;

/// <summary>One topic as the tests' own producer and reader see it.</summary>
internal sealed class TestTopic : IDisposable
{
    private static readonly TimeSpan Limit = Patience.Limit;

    private readonly ClientConfig _settings;
    private readonly IProducer<Null, byte[]?> _producer;

    internal TestTopic(string name, string bootstrapServers, IReadOnlyDictionary<string, string>? clientSettings = null)
    {
        Name = name;
        _settings = new ClientConfig((clientSettings ?? new Dictionary<string, string>()).ToDictionary())
        {
            BootstrapServers = bootstrapServers,
            ReconnectBackoffMaxMs = 200,
        };
        var producer = new ProducerConfig(_settings) { Acks = Acks.All, LingerMs = 2, MessageTimeoutMs = 120_000, Partitioner = Partitioner.Random, StickyPartitioningLingerMs = 0 };
        _producer = new ProducerBuilder<Null, byte[]?>(producer).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
    }

    internal string Name { get; }

    public void Dispose() => _producer.Dispose();

    /// <summary>Sends to any partition and waits until the broker has them all.</summary>
    internal void Send(IEnumerable<byte[]?> messages) => Send(messages.Select(message => (Partition.Any.Value, message)));

    internal void Send(IEnumerable<(int Partition, byte[]? Message)> messages)
    {
        var failed = 0;
        foreach (var (partition, message) in messages)
        {
            Produce(partition, message, () => Interlocked.Increment(ref failed));
        }

        _producer.Flush(TimeSpan.FromMinutes(2));
        Assert.Equal(0, failed);
    }

    internal void Send(IEnumerable<Trade> trades) => Send(trades.Select(trade => (byte[]?)TradeMessages.Of(trade)));

    /// <summary>Next offset by partition.</summary>
    internal Dictionary<int, long> Ends()
    {
        using var consumer = Consumer();
        return Partitions().ToDictionary(partition => partition, partition => Watermarks(consumer, partition).High.Value);
    }

    /// <summary>What must come of the messages that the topic holds.</summary>
    internal Expected Expected(DateTime utcNow)
    {
        var (ids, rejected, messages) = (new HashSet<Guid>(), new List<byte[]?>(), 0L);
        var parser = new TradeParser();
        foreach (var message in Read())
        {
            messages++;
            if (parser.TryParse(message, utcNow, out var trade, out _, out _))
            {
                ids.Add(trade.TradeId);
            }
            else
            {
                rejected.Add(message);
            }
        }

        return new Expected(ids, messages, rejected);
    }

    /// <summary>Every message it holds, partition after partition.</summary>
    internal IEnumerable<byte[]?> Read()
    {
        using var consumer = Consumer();
        foreach (var partition in Partitions())
        {
            var (at, end) = (Watermarks(consumer, partition).Low.Value, Watermarks(consumer, partition).High.Value);
            consumer.Assign(new TopicPartitionOffset(Name, partition, at));
            while (at < end)
            {
                var result = consumer.Consume(Limit) ?? throw new TimeoutException($"{Name} [{partition}] ends at {at}, not at {end}.");
                yield return result.Message.Value;
                at = result.Offset.Value + 1;
            }
        }
    }

    private void Produce(int partition, byte[]? message, Action failed)
    {
        while (true)
        {
            try
            {
                _producer.Produce(
                    new TopicPartition(Name, partition), new Message<Null, byte[]?> { Value = message },
                    report => { if (report.Error.IsError) { failed(); } });
                return;
            }
            catch (ProduceException<Null, byte[]?> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
            {
                _producer.Poll(TimeSpan.FromMilliseconds(20));
            }
        }
    }

    /// <summary>As with <see cref="Watermarks"/>, an error meant for the terminal may come here.</summary>
    private List<int> Partitions()
    {
        using var admin = new DependentAdminClientBuilder(_producer.Handle).Build();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return [.. admin.GetMetadata(Name, Limit).Topics[0].Partitions.Select(partition => partition.PartitionId)];
            }
            catch (KafkaException) when (attempt < 10)
            {
            }
        }
    }

    /// <summary>Errors injected for the terminal may hit this question instead; there are only a few.</summary>
    private WatermarkOffsets Watermarks(IConsumer<Ignore, byte[]?> consumer, int partition)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return consumer.QueryWatermarkOffsets(new TopicPartition(Name, partition), Limit);
            }
            catch (KafkaException) when (attempt < 10)
            {
            }
        }
    }

    private IConsumer<Ignore, byte[]?> Consumer() => new ConsumerBuilder<Ignore, byte[]?>(
        new ConsumerConfig(_settings) { GroupId = "tests", EnableAutoCommit = false, FetchWaitMaxMs = 10, AutoOffsetReset = AutoOffsetReset.Error })
        .SetValueDeserializer(NullableBytes.Instance).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();

    private sealed class NullableBytes : IDeserializer<byte[]?>
    {
        internal static NullableBytes Instance { get; } = new();

        public byte[]? Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context) =>
            isNull ? null : data.ToArray();
    }
}
