namespace TradeTerminal.Ingest.OrderBook;

/// <summary>Whether an order names its price.</summary>
public enum OrderType : byte
{
    Limit,
    Market,
}
