namespace TradeTerminal.Alerts.Hours;

/// <summary>The UTC days from <see cref="From"/> to before <see cref="To"/>; null means any.</summary>
public readonly record struct AlertHourQuestion(DateOnly From, DateOnly To, string? Symbol, string? Severity);
