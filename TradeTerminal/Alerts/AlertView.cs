using System.Collections.Immutable;
using TradeTerminal.Controls;
using TradeTerminal.Days;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Market;
using TradeTerminal.Watchlists;

namespace TradeTerminal.Alerts;

/// <summary>
/// What a viewer of the alerts has chosen, as the URL carries it:
/// <c>/alerts?kind=risk&amp;symbol=TRADER_001&amp;severity=warning&amp;open=true&amp;alert=…</c>, or <c>symbol=list:tech</c>. What can't be
/// understood is left out and named in <see cref="Problems"/>.
/// </summary>
public sealed record AlertView(string? Kind, string? Symbol, string? Severity, bool OnlyOpen, Guid? Chosen)
{
    private const int LongestSymbol = 64;

    public static readonly AlertView All = new(null, null, null, false, null);

    public ImmutableArray<string> Problems { get; init; } = [];

    /// <summary>How today is shown by hour: <c>hours=table</c>.</summary>
    public PictureChoice Hours { get; init; }

    /// <summary>Name of the watchlist whose symbols are shown instead of one.</summary>
    public string? List { get; init; }

    /// <summary>The symbols of <see cref="List"/> after <see cref="Resolve"/>.</summary>
    public ImmutableHashSet<string> Members { get; init; } = [];

    /// <summary>A symbol, a trader, or <c>list:tech</c>; null is any.</summary>
    public string? Subject => List is null ? Symbol : $"{TickerFilter.ListPrefix}{List}";

    public bool IsFiltered => Kind is not null || Subject is not null || Severity is not null || OnlyOpen;

    public string Uri
    {
        get
        {
            string?[] parts =
            [
                Part("kind", Kind),
                List is null ? Part("symbol", Symbol) : $"symbol={Subject}",
                Part("severity", Severity),
                OnlyOpen ? "open=true" : null,
                Hours.Text.Length > 0 ? $"hours={Hours.Text}" : null,
                Part("alert", Chosen?.ToString()),
            ];
            var query = string.Join('&', parts.Where(part => part is not null));
            return query.Length == 0 ? "/alerts" : $"/alerts?{query}";
        }
    }

    public static AlertView Parse(string? kind, string? symbol, string? severity, string? open, string? alert, string? hours = null)
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

        var list = symbol?.Trim() is { } subject && subject.StartsWith(TickerFilter.ListPrefix, StringComparison.OrdinalIgnoreCase)
            ? subject[TickerFilter.ListPrefix.Length..]
            : null;
        if (list is not null && Watchlist.NameOf(list) is null)
        {
            problems.Add($"symbol={Format.Quoted(symbol!)} names no watchlist: a name is {Watchlist.NameRule}");
        }

        var pictures = PictureChoice.Parse("hours", hours, [PictureChoice.Table], problems);
        return new AlertView(
            Takes("kind", kind, AlertKinds.TryParse(kind, out _), $"must be one of {string.Join(", ", AlertKinds.All)}") ? kind : null,
            Takes("symbol", symbol, symbol?.Length is > 0 and <= LongestSymbol, $"has more than {LongestSymbol} characters")
                && list is null && symbol!.Trim() is { Length: > 0 } words ? words.ToUpperInvariant() : null,
            Takes("severity", severity, severities.Contains(severity!), $"must be one of {string.Join(", ", severities)}") ? severity : null,
            Takes("open", open, open is "true" or "false", "must be true or false") && open == "true",
            Takes("alert", alert, Guid.TryParse(alert, out var id), "is no id of an alert") ? id : null)
        {
            List = Watchlist.NameOf(list),
            Hours = pictures,
            Problems = [.. problems],
        };
    }

    /// <summary>Of a symbol, a trader, a watchlist or, when null, of any.</summary>
    public AlertView About(string? subject, WatchlistSet lists)
    {
        var parsed = Parse(null, subject, null, null, null).Resolve(lists);
        return this with { Symbol = parsed.Symbol, List = parsed.List, Members = parsed.Members };
    }

    /// <summary>With the symbols of its watchlist; one that is not there is left out and named.</summary>
    internal AlertView Resolve(WatchlistSet lists) =>
        List is null || lists == WatchlistSet.Unread ? this
        : lists.Find(List) is { } list ? this with { Members = [.. list.Symbols] }
        : this with { List = null, Members = [], Problems = [.. Problems, WatchlistSet.Missing(List)] };

    public bool Shows(AlertRow alert) =>
        (Kind is null || alert.Kind == Kind)
        && (Symbol is null || alert.Symbol == Symbol)
        && (List is null || Members.Contains(alert.Symbol))
        && (Severity is null || alert.Severity == Severity)
        && (!OnlyOpen || alert.AcknowledgedAt is null);

    private static string? Part(string name, string? value) => value is null ? null : $"{name}={System.Uri.EscapeDataString(value)}";
}
