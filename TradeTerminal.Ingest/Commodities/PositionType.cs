namespace TradeTerminal.Ingest.Commodities;

public enum PositionType : byte
{
    Long,
    Short,
}
