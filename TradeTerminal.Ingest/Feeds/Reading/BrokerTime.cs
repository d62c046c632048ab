namespace TradeTerminal.Ingest.Feeds.Reading;

/// <summary>The time Kafka keeps of a message, in whole milliseconds, and whose clock it is by.</summary>
public readonly record struct BrokerTime(DateTime At, BrokerClock Clock)
{
    /// <summary>The end of the year 9999.</summary>
    private const long Latest = 253_402_300_800_000;

    /// <summary>As librdkafka gives them. A producer may send 0 or −1 for a time it does not know.</summary>
    internal static BrokerTime Of(long unixMilliseconds, int type) =>
        type is 1 or 2 && unixMilliseconds > 0 && unixMilliseconds < Latest
            ? new BrokerTime(DateTime.UnixEpoch.AddMilliseconds(unixMilliseconds), (BrokerClock)type)
            : default;
}

/// <summary>The values are those of librdkafka's <c>rd_kafka_timestamp_type_t</c>.</summary>
public enum BrokerClock
{
    /// <summary>The message carries no time.</summary>
    None,

    /// <summary>CreateTime: the producer's client set it as it took the message, before the way to the broker.</summary>
    Producer,

    /// <summary>LogAppendTime: the broker set it as it wrote the message into its log.</summary>
    Broker,
}
