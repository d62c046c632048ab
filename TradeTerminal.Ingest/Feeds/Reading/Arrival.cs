namespace TradeTerminal.Ingest.Feeds.Reading;

/// <summary>When the first accepted event of a batch happened, reached the broker and reached us.</summary>
public readonly record struct Arrival(DateTime EventTime, BrokerTime Broker, DateTime ReceivedAt);
