namespace TradeTerminal.Producers.Synthetic;

/// <summary>One made-up message before it is sent: the key its topic is partitioned by, and the wire form.</summary>
public readonly record struct SyntheticEvent(string Key, byte[] Value);
