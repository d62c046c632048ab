namespace TradeTerminal.Positions;

public enum LimitState : byte
{
    Within,
    Warning,
    Exceeded,
}
