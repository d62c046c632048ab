using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Charts;

/// <summary>
/// The one-second candles of an instrument, by its key, whose closes are drawn as a line, oldest first; its change counts from the
/// first one's open.
/// </summary>
internal sealed record PriceLine(string Symbol, IReadOnlyCollection<Candle> Seconds);
