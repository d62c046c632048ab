namespace TradeTerminal.Benchmarks.Viewers;

/// <summary>The terminal at one moment: its processor time, its database's transactions, the version of its market.</summary>
internal sealed record ServerReading(long At, TimeSpan Processor, long Transactions, double Version);
