namespace TradeTerminal.Producers;

/// <summary>A message that was handed to the Kafka client: the how-manieth of its run, when (UTC), and its wire form.</summary>
public sealed record SentEvent(long Number, DateTime At, string Key, ReadOnlyMemory<byte> Value);
