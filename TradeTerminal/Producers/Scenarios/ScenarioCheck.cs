namespace TradeTerminal.Producers.Scenarios;

/// <summary>One thing that had to come about: in words, and what was found, with numbers.</summary>
public sealed record ScenarioCheck(string What, bool Passed, string Found);
