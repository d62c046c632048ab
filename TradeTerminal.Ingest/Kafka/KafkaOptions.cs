namespace TradeTerminal.Ingest.Kafka;

/// <summary>Section <c>Kafka</c>.</summary>
public sealed class KafkaOptions
{
    public const string Section = "Kafka";

    /// <summary>Empty means: start a broker in this process.</summary>
    public string? BootstrapServers { get; set; }

    /// <summary>Group under which offsets are also committed to Kafka, for lag tools.</summary>
    public string GroupId { get; set; } = "trade-terminal";

    /// <summary>Any librdkafka property; underscores stand for dots.</summary>
    public Dictionary<string, string> Client { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>librdkafka's own name of a property of <see cref="Client"/>.</summary>
    public static string PropertyName(string key) => key.Replace('_', '.').ToLowerInvariant();
}
