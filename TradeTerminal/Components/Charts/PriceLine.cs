using TradeTerminal.Ingest.Candles;

namespace TradeTerminal.Components.Charts;

/// <summary>The one-second candles of a ticker whose closes are to be drawn as a line, oldest first.</summary>
internal sealed record PriceLine(string Symbol, IReadOnlyCollection<Candle> Closes);
