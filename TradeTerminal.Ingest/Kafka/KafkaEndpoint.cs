namespace TradeTerminal.Ingest.Kafka;

/// <summary>
/// Which Kafka this terminal uses. <see cref="Mode"/> is <c>embedded</c> or <c>external</c>; the cluster id of
/// an external one is learnt from its brokers.
/// </summary>
public sealed record KafkaEndpoint(string Mode, string BootstrapServers, string? ClusterId)
{
    public bool IsEmbedded => Mode == "embedded";
}
