using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Ingest.Embedded.Kafka;
using TradeTerminal.Tests.Support.Brokers;

[assembly: AssemblyFixture(typeof(KafkaFixture))]

namespace TradeTerminal.Tests.Support.Brokers;

/// <summary>One in-process broker for all tests. Tests that hurt the broker start their own.</summary>
public sealed class KafkaFixture : IDisposable
{
    private readonly Lazy<EmbeddedKafka> _kafka = new(() => EmbeddedKafka.Start(new Dictionary<string, int>(), NullLogger.Instance));
    private int _topics;

    public EmbeddedKafka Kafka => _kafka.Value;

    public string BootstrapServers => Kafka.BootstrapServers;

    /// <summary>Creates a topic of one test's own; returns its name.</summary>
    public string CreateTopic(int partitions)
    {
        var topic = $"topic-{Interlocked.Increment(ref _topics)}";
        Kafka.CreateTopic(topic, partitions);
        return topic;
    }

    public void Dispose()
    {
        if (_kafka.IsValueCreated)
        {
            _kafka.Value.Dispose();
        }
    }
}
