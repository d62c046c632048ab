namespace TradeTerminal.Alerts.Data;

/// <summary>What one person acknowledged at once: <see cref="Count"/> of these alerts were not acknowledged before.</summary>
public sealed record Acknowledgement(IReadOnlyCollection<Guid> AlertIds, DateTime At, int Count);
