using TradeTerminal.Api;
using TradeTerminal.Ingest.Alerts;

namespace TradeTerminal.Alerts.Data;

/// <summary>Which alerts; null is any. <see cref="Since"/> is event time and belongs to the range.</summary>
public sealed record AlertQuery(string? Kind, string? Symbol, string? Severity, DateTime? Since)
{
    /// <summary>Any of these; empty is any.</summary>
    public IReadOnlyCollection<string> Symbols { get; init; } = [];
}

/// <summary>The place of an alert in the list, newest first by event time.</summary>
public sealed record AlertKey(DateTime At, Guid Id) : PageKey(At)
{
    public static AlertKey Of(AlertRow row) => new(row.DetectedAt, row.AlertId);
}
