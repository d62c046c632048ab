using Confluent.Kafka;

namespace TradeTerminal.Ingest.Kafka;

/// <summary>What tells one cluster from another in the stored offsets.</summary>
internal static class ClusterIdentity
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The id the brokers give; brokers before 0.10.1 have none, for them the configured addresses stand in.
    /// Asked of the consumer: DescribeCluster asks the controller, which old brokers and the in-process one
    /// don't name.
    /// </summary>
    /// <exception cref="KafkaException">No broker answers: a cluster must not change its name because it was slow.</exception>
    public static string Find(KafkaEndpoint endpoint, KafkaReader consumer) =>
        endpoint.ClusterId ?? consumer.ClusterId(Timeout) ?? Name(endpoint.BootstrapServers);

    private static string Name(string bootstrapServers)
    {
        var servers = bootstrapServers.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return "at " + string.Join(',', servers.Order(StringComparer.Ordinal));
    }
}
