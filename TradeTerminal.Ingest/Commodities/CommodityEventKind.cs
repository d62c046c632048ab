namespace TradeTerminal.Ingest.Commodities;

public enum CommodityEventKind : byte
{
    PriceTick,
    TradeOpened,
    TradeMarked,
    TradeClosed,
}
