namespace TradeTerminal.Producers.Scenarios;

/// <summary>A page on which something of a run can be seen.</summary>
internal sealed record ScenarioLink(string Label, string Uri);
