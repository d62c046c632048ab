using TradeTerminal.Ingest.Alerts;

namespace TradeTerminal.Components.Alerts;

/// <summary>
/// What a viewer of the alerts has chosen, as the URL carries it:
/// <c>/alerts?kind=risk&amp;symbol=TRADER_001&amp;severity=warning&amp;open=true&amp;alert=…</c>. What can't be
/// understood is left out.
/// </summary>
public sealed record AlertView(string? Kind, string? Symbol, string? Severity, bool OnlyOpen, Guid? Chosen)
{
    private const int LongestSymbol = 64;

    public static readonly AlertView All = new(null, null, null, false, null);

    public bool IsFiltered => Kind is not null || Symbol is not null || Severity is not null || OnlyOpen;

    public string Uri
    {
        get
        {
            string?[] parts =
            [
                Part("kind", Kind),
                Part("symbol", Symbol),
                Part("severity", Severity),
                OnlyOpen ? "open=true" : null,
                Part("alert", Chosen?.ToString()),
            ];
            var query = string.Join('&', parts.Where(part => part is not null));
            return query.Length == 0 ? "/alerts" : $"/alerts?{query}";
        }
    }

    public static AlertView Parse(string? kind, string? symbol, string? severity, string? open, string? alert) => new(
        AlertKinds.TryParse(kind, out _) ? kind : null,
        string.IsNullOrWhiteSpace(symbol) || symbol.Length > LongestSymbol ? null : symbol.Trim().ToUpperInvariant(),
        Enum.GetValues<Severity>().Any(known => known.Code() == severity) ? severity : null,
        open == "true",
        Guid.TryParse(alert, out var id) ? id : null);

    public bool Shows(AlertRow alert) =>
        (Kind is null || alert.Kind == Kind)
        && (Symbol is null || alert.Symbol == Symbol)
        && (Severity is null || alert.Severity == Severity)
        && (!OnlyOpen || alert.AcknowledgedAt is null);

    private static string? Part(string name, string? value) => value is null ? null : $"{name}={System.Uri.EscapeDataString(value)}";
}
