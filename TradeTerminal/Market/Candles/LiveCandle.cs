using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Market.Candles;

/// <summary>A candle and the version of the snapshot in which it last changed.</summary>
public sealed record LiveCandle(Candle Candle, long Version);
