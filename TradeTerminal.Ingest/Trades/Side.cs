namespace TradeTerminal.Ingest.Trades;

/// <summary>Which party crossed the spread.</summary>
public enum Side : byte
{
    Buy,
    Sell,
}
