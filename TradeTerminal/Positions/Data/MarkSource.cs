namespace TradeTerminal.Positions.Data;

/// <summary>The feed a mark comes from.</summary>
public enum MarkSource : byte
{
    Commodities,
    Quotes,
    Trades,
}
