using System.Collections.Immutable;
using TradeTerminal.Controls;
using TradeTerminal.Ingest.Alerts;

namespace TradeTerminal.Alerts;

/// <summary>
/// What a viewer of the alerts has chosen, as the URL carries it:
/// <c>/alerts?kind=risk&amp;symbol=TRADER_001&amp;severity=warning&amp;open=true&amp;alert=…</c>. What can't be
/// understood is left out and named in <see cref="Problems"/>.
/// </summary>
public sealed record AlertView(string? Kind, string? Symbol, string? Severity, bool OnlyOpen, Guid? Chosen)
{
    private const int LongestSymbol = 64;

    public static readonly AlertView All = new(null, null, null, false, null);

    public ImmutableArray<string> Problems { get; init; } = [];

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

    public static AlertView Parse(string? kind, string? symbol, string? severity, string? open, string? alert)
    {
        var severities = Enum.GetValues<Severity>().Select(known => known.Code()).ToList();
        var problems = new List<string>();
        bool Takes(string name, string? value, bool isKnown, string rule)
        {
            if (!isKnown && !string.IsNullOrWhiteSpace(value))
            {
                problems.Add($"{name}={Format.Quoted(value)} {rule}");
            }

            return isKnown;
        }

        return new AlertView(
            Takes("kind", kind, AlertKinds.TryParse(kind, out _), $"must be one of {string.Join(", ", AlertKinds.All)}") ? kind : null,
            Takes("symbol", symbol, symbol?.Length is > 0 and <= LongestSymbol, $"has more than {LongestSymbol} characters")
                && symbol!.Trim() is { Length: > 0 } words ? words.ToUpperInvariant() : null,
            Takes("severity", severity, severities.Contains(severity!), $"must be one of {string.Join(", ", severities)}") ? severity : null,
            Takes("open", open, open is "true" or "false", "must be true or false") && open == "true",
            Takes("alert", alert, Guid.TryParse(alert, out var id), "is no id of an alert") ? id : null)
        {
            Problems = [.. problems],
        };
    }

    public bool Shows(AlertRow alert) =>
        (Kind is null || alert.Kind == Kind)
        && (Symbol is null || alert.Symbol == Symbol)
        && (Severity is null || alert.Severity == Severity)
        && (!OnlyOpen || alert.AcknowledgedAt is null);

    private static string? Part(string name, string? value) => value is null ? null : $"{name}={System.Uri.EscapeDataString(value)}";
}
