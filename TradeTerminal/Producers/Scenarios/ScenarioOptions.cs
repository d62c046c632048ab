namespace TradeTerminal.Producers.Scenarios;

/// <summary>How scenarios are judged; not a setting of users.</summary>
internal sealed class ScenarioOptions
{
    /// <summary>How long after its last event a scenario's consequences may take to show.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(20);
}
