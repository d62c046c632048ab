namespace TradeTerminal.Producers.Replay;

public enum ReplayRefusal
{
    /// <summary>Another one is going on.</summary>
    Running,

    /// <summary>Rows would be stored again, and nobody has said that this is meant.</summary>
    Confirm,
}
