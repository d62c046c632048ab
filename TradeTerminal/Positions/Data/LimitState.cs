namespace TradeTerminal.Positions.Data;

public enum LimitState : byte
{
    Within,
    Warning,
    Exceeded,
}
