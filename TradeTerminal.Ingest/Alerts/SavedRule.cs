using TradeTerminal.Ingest.Alerts.Settings;

namespace TradeTerminal.Ingest.Alerts;

/// <summary>The settings of a rule in force, and when they were saved, UTC; null when they never were.</summary>
public sealed record SavedRule(RuleSettings Settings, DateTime? UpdatedAt);
