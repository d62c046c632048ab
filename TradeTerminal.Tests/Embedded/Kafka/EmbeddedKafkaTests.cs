using System.Diagnostics;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Ingest.Embedded.Kafka;
using TradeTerminal.Tests.Support.Brokers;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Embedded.Kafka;

public sealed class EmbeddedKafkaTests(KafkaFixture fixture)
{
    private const short ProduceKey = 0;
    private static readonly TimeSpan Limit = Patience.Limit;

    [Fact]
    public async Task Start_ProducedMessage_ArrivesWithItsPlaceAndContent()
    {
        var topic = fixture.CreateTopic(4);
        var sent = await ProduceAsync(fixture.Kafka, topic, "first");

        using var consumer = Subscribe(fixture.Kafka, topic);
        var received = consumer.Consume(Limit);

        Assert.Equal(sent.TopicPartitionOffset, received.TopicPartitionOffset);
        Assert.Equal("key", received.Message.Key);
        Assert.Equal("first", received.Message.Value);
    }

    [Fact]
    public void Start_Topics_HaveTheirPartitions()
    {
        using var kafka = EmbeddedKafka.Start(new Dictionary<string, int> { ["orders"] = 4, ["quotes"] = 2 }, NullLogger.Instance);
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = kafka.BootstrapServers }).Build();

        var topics = admin.GetMetadata(Limit).Topics.ToDictionary(t => t.Topic, t => t.Partitions.Count);

        Assert.Equal(new Dictionary<string, int> { ["orders"] = 4, ["quotes"] = 2 }, topics);
    }

    [Fact]
    public async Task Start_FirstConsumer_HasTheMessageWithinASecond()
    {
        var best = TimeSpan.MaxValue;
        for (var attempt = 0; attempt < 3 && best >= TimeSpan.FromSeconds(1); attempt++)
        {
            var topic = fixture.CreateTopic(4);
            await ProduceAsync(fixture.Kafka, topic, "first");
            var time = Stopwatch.StartNew();
            using var consumer = Subscribe(fixture.Kafka, topic);
            Assert.NotNull(consumer.Consume(Limit));
            best = time.Elapsed < best ? time.Elapsed : best;
        }

        Assert.True(best < TimeSpan.FromSeconds(1), $"It took {best.TotalMilliseconds:0} ms.");
    }

    [Fact]
    public void ClusterId_EachStart_Differs()
    {
        using var one = EmbeddedKafka.Start(new Dictionary<string, int>(), NullLogger.Instance);
        using var two = EmbeddedKafka.Start(new Dictionary<string, int>(), NullLogger.Instance);

        Assert.StartsWith("embedded-", one.ClusterId, StringComparison.Ordinal);
        Assert.NotEqual(one.ClusterId, two.ClusterId);
        Assert.NotEqual(one.BootstrapServers, two.BootstrapServers);
    }

    [Fact]
    public async Task CommittedOffset_NextConsumerOfTheGroup_GoesOnFromThere()
    {
        var topic = fixture.CreateTopic(1);
        await ProduceAsync(fixture.Kafka, topic, "first");
        await ProduceAsync(fixture.Kafka, topic, "second");
        using (var consumer = Subscribe(fixture.Kafka, topic))
        {
            consumer.Commit(consumer.Consume(Limit));
            consumer.Close();
        }

        using var next = Subscribe(fixture.Kafka, topic);

        Assert.Equal("second", next.Consume(Limit).Message.Value);
    }

    [Fact]
    public async Task SetBrokerDown_ThenUp_KeepsTheMessagesAndTakesMore()
    {
        using var kafka = EmbeddedKafka.Start(new Dictionary<string, int> { ["orders"] = 1 }, NullLogger.Instance);
        await ProduceAsync(kafka, "orders", "before");
        using var consumer = Subscribe(kafka, "orders");
        var before = consumer.Consume(Limit);
        Assert.Equal("before", before.Message.Value);
        // A group that loses its broker may begin anew: from here, then.
        consumer.Commit(before);

        kafka.SetBrokerDown();
        Assert.Throws<KafkaException>(() => Metadata(kafka, TimeSpan.FromMilliseconds(300)));
        kafka.SetBrokerUp();
        await ProduceAsync(kafka, "orders", "after");

        Assert.Equal("after", consumer.Consume(Limit).Message.Value);
    }

    [Fact]
    public async Task PushRequestErrors_Produce_FailsOnceAndThenSucceeds()
    {
        using var kafka = EmbeddedKafka.Start(new Dictionary<string, int> { ["orders"] = 1 }, NullLogger.Instance);
        kafka.PushRequestErrors(ProduceKey, ErrorCode.TopicAuthorizationFailed);

        var e = await Assert.ThrowsAsync<ProduceException<string, string>>(() => ProduceAsync(kafka, "orders", "first"));

        Assert.Equal(ErrorCode.TopicAuthorizationFailed, e.Error.Code);
        await ProduceAsync(kafka, "orders", "second");
    }

    [Fact]
    public void SetRtt_Request_TakesThatLong()
    {
        using var kafka = EmbeddedKafka.Start(new Dictionary<string, int>(), NullLogger.Instance);
        kafka.SetRtt(TimeSpan.FromMilliseconds(200));

        var time = Stopwatch.StartNew();
        Metadata(kafka, Limit);

        Assert.InRange(time.ElapsedMilliseconds, 200, 9000);
    }

    [Fact]
    public async Task DeleteRecords_BeforeAnOffset_MovesTheBeginning()
    {
        var topic = fixture.CreateTopic(1);
        await ProduceAsync(fixture.Kafka, topic, "first");
        await ProduceAsync(fixture.Kafka, topic, "second");

        fixture.Kafka.DeleteRecords(topic, 0, beforeOffset: 1);

        using var consumer = Subscribe(fixture.Kafka, topic);
        Assert.Equal("second", consumer.Consume(Limit).Message.Value);
    }

    [Fact]
    public void CreateTopic_AfterDispose_Throws()
    {
        var kafka = EmbeddedKafka.Start(new Dictionary<string, int>(), NullLogger.Instance);
        kafka.Dispose();
        kafka.Dispose();

        Assert.Throws<ObjectDisposedException>(() => kafka.CreateTopic("orders", 1));
    }

    [Fact]
    public void Start_NativeLibrary_IsLoadedOnce()
    {
        Assert.NotEmpty(fixture.BootstrapServers);
        Assert.NotEmpty(Library.VersionString);

        using var process = Process.GetCurrentProcess();
        var copies = process.Modules.Cast<ProcessModule>().Select(m => m.FileName)
            .Where(f => f.Contains("librdkafka", StringComparison.OrdinalIgnoreCase)).Distinct();
        Assert.Single(copies);
    }

    private static async Task<DeliveryResult<string, string>> ProduceAsync(EmbeddedKafka kafka, string topic, string value)
    {
        using var producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = kafka.BootstrapServers })
            .SetLogHandler((_, _) => { }).Build();
        return await producer.ProduceAsync(topic, new Message<string, string> { Key = "key", Value = value }).WaitAsync(Limit);
    }

    private static IConsumer<string, string> Subscribe(EmbeddedKafka kafka, string topic)
    {
        var settings = new ConsumerConfig(EmbeddedKafka.ConsumerSettings.ToDictionary())
        {
            BootstrapServers = kafka.BootstrapServers,
            GroupId = $"group-of-{topic}",
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoCommit = false,
        };
        var consumer = new ConsumerBuilder<string, string>(settings).SetLogHandler((_, _) => { }).Build();
        consumer.Subscribe(topic);
        return consumer;
    }

    private static Metadata Metadata(EmbeddedKafka kafka, TimeSpan limit)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = kafka.BootstrapServers })
            .SetLogHandler((_, _) => { }).Build();
        return admin.GetMetadata(limit);
    }
}
