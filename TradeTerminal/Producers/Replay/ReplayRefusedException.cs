namespace TradeTerminal.Producers.Replay;

/// <summary>A replay that could start, but not now or not like this.</summary>
public sealed class ReplayRefusedException(ReplayRefusal reason, string message) : Exception(message)
{
    public ReplayRefusal Reason { get; } = reason;

    /// <summary>How many events would be stored again, where that is the reason.</summary>
    public long StoredAgain { get; init; }
}
