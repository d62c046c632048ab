namespace TradeTerminal.Producers.Synthetic;

/// <summary>A price read from a market, and when it was read.</summary>
public sealed record RealPrice(decimal Price, DateTimeOffset At);
