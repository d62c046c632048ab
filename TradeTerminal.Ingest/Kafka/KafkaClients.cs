using Confluent.Kafka;
using Microsoft.Extensions.Options;
using TradeTerminal.Ingest.Embedded.Kafka;

namespace TradeTerminal.Ingest.Kafka;

/// <summary>
/// Settings of every Kafka client of this process: what suits us, then what the user set
/// (<c>Kafka:Client</c>), then what exactly-once can't do without.
/// </summary>
public sealed class KafkaClients(Func<KafkaEndpoint> endpoint, IOptions<KafkaOptions> options)
{
    public KafkaEndpoint Endpoint => endpoint();

    /// <param name="embeddedWait">
    /// How long the embedded broker keeps a fetch that finds nothing: the shorter, the sooner a message is here and
    /// the more an idle feed costs.
    /// </param>
    public ConsumerConfig Consumer(TimeSpan? embeddedWait = null)
    {
        var config = new ConsumerConfig(Common())
        {
            // librdkafka's own buffer of unread messages, the bound on memory while the database is away.
            QueuedMaxMessagesKbytes = 32 * 1024,
            AllowAutoCreateTopics = false,
            // Headers and broker times would be copied for every message and are not used.
            ConsumeResultFields = "none",
        };
        foreach (var (name, value) in Endpoint.IsEmbedded ? EmbeddedKafka.ConsumerSettings.AsEnumerable() : [])
        {
            config.Set(name, value);
        }

        if (Endpoint.IsEmbedded && embeddedWait is { } wait)
        {
            config.FetchWaitMaxMs = (int)wait.TotalMilliseconds;
        }

        return Finish(config, insist =>
        {
            // Only the position in the database counts: an offset that is gone must be an error, not a jump.
            insist.GroupId = options.Value.GroupId;
            insist.EnableAutoCommit = false;
            insist.EnableAutoOffsetStore = false;
            insist.AutoOffsetReset = AutoOffsetReset.Error;
            insist.EnablePartitionEof = true;
        });
    }

    /// <summary>What a broker took and did not say so is sent again: without idempotence it would be there twice, and out of
    /// order.</summary>
    public ProducerConfig Producer() => Finish(
        new ProducerConfig(Common()) { LingerMs = 1, CompressionType = CompressionType.None, Acks = Acks.All, EnableIdempotence = MayBeIdempotent }, _ => { });

    /// <summary>Brokers before 0.11 know of no such thing; for them the user has turned the question for their version off.</summary>
    private bool MayBeIdempotent => !UserProperties(options.Value).Any(property =>
        property.Key == "api.version.request" && property.Value.Equals("false", StringComparison.OrdinalIgnoreCase));

    /// <summary>It only looks: asking for a topic must not bring it into being on brokers that allow it.</summary>
    public AdminClientConfig Admin() => Finish(
        new AdminClientConfig(Common()), config => config.Set("allow.auto.create.topics", "false"));

    /// <summary>The properties of <c>Kafka:Client</c> under librdkafka's own names.</summary>
    public static IEnumerable<KeyValuePair<string, string>> UserProperties(KafkaOptions options) =>
        options.Client.Select(pair => KeyValuePair.Create(KafkaOptions.PropertyName(pair.Key), pair.Value));

    private static Dictionary<string, string> Common() => new()
    {
        ["client.id"] = "trade-terminal",
        ["topic.metadata.refresh.interval.ms"] = "5000",
        ["reconnect.backoff.max.ms"] = "2000",
    };

    private T Finish<T>(T config, Action<T> insist)
        where T : ClientConfig
    {
        foreach (var (name, value) in UserProperties(options.Value))
        {
            config.Set(name, value);
        }

        config.BootstrapServers = Endpoint.BootstrapServers;
        insist(config);
        return config;
    }
}
