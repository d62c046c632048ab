namespace TradeTerminal.Producers.Replay;

public enum ReplayPhase
{
    /// <summary>Nothing has been replayed yet.</summary>
    Idle,
    Running,

    /// <summary>Held between two events, to go on or to be stepped.</summary>
    Paused,

    /// <summary>Everything was sent and has been acknowledged or counted as failed.</summary>
    Finished,

    /// <summary>Ended before everything was sent, by a person or by a problem.</summary>
    Stopped,
}
