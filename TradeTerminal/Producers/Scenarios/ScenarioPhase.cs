namespace TradeTerminal.Producers.Scenarios;

public enum ScenarioPhase
{
    /// <summary>Not run yet.</summary>
    Idle,
    Running,
    Passed,
    Failed,
}
