using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Producers.Synthetic;

/// <summary>A made-up trade before it is sent.</summary>
public sealed record SyntheticTrade(Guid TradeId, string Ticker, decimal Price, int Volume, Side Side, DateTime ExecutedAt);
