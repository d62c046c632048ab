namespace TradeTerminal.Ingest.Feeds;

/// <summary>
/// One accepted message of a feed. <see cref="EventTime"/> is UTC in whole microseconds, the resolution
/// PostgreSQL stores; <see cref="Partition"/> and <see cref="Offset"/> say where in Kafka it was read.
/// </summary>
public interface IFeedEvent<TSelf>
    where TSelf : struct, IFeedEvent<TSelf>
{
    /// <summary>What the event is about and the topic is keyed by: a ticker, a symbol, a trader, a commodity.</summary>
    string Symbol { get; }

    DateTime EventTime { get; }

    int Partition { get; }

    long Offset { get; }

    /// <summary>The same event, read from there.</summary>
    TSelf At(int partition, long offset);
}
