using System.Collections.Immutable;
using TradeTerminal.Controls;
using TradeTerminal.Market;
using TradeTerminal.Settings;

namespace TradeTerminal.Watchlists;

/// <summary>All watchlists at one moment, by name; immutable.</summary>
public sealed class WatchlistSet(IEnumerable<Watchlist> lists)
{
    public const int Most = 50;

    /// <summary>Until the database has been read. What names a list waits for it.</summary>
    public static readonly WatchlistSet Unread = new([]);

    public ImmutableArray<Watchlist> All { get; } = [.. lists.OrderBy(list => list.Name, StringComparer.Ordinal)];

    /// <summary>With what one browser has looked at.</summary>
    public WatchlistSet With(RecentSymbols recent) => new(
        // One stored under this name by an earlier version gives way.
        All.RemoveAll(list => list.Name == RecentSymbols.ListName).Add(new Watchlist(RecentSymbols.ListName, recent.Symbols)));

    public Watchlist? Find(string name) => All.FirstOrDefault(list => list.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public IReadOnlyList<string>? SymbolsOf(string name) => Find(name)?.Symbols;

    /// <summary>A filter with the symbols of its lists, and words for each list that is not there. Unread, it knows of none.</summary>
    public (TickerFilter Tickers, ImmutableArray<string> Missing) Resolve(TickerFilter tickers) => this == Unread
        ? (tickers, [])
        : (tickers.Resolve(SymbolsOf), [.. tickers.Lists.Where(name => Find(name) is null).Select(Missing)]);

    /// <summary>What to say about a list that is not there.</summary>
    public static string Missing(string name) => $"{TickerFilter.ListPrefix}{Format.Quoted(name)} is no watchlist here";

    /// <summary><c>list:tech,IBM</c> with the symbols of the lists in their place; what is no list stays as it is.</summary>
    /// <param name="text">An argument of symbols with commas between them.</param>
    /// <param name="missing">Names of lists that are not there.</param>
    public string? Expand(string? text, out ImmutableArray<string> missing)
    {
        missing = [];
        if (text?.Contains(TickerFilter.ListPrefix, StringComparison.OrdinalIgnoreCase) != true)
        {
            return text;
        }

        var unknown = ImmutableArray.CreateBuilder<string>();
        var words = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).SelectMany(word =>
        {
            if (!TickerFilter.IsList(word))
            {
                return [word];
            }

            var name = word[TickerFilter.ListPrefix.Length..];
            if (SymbolsOf(name) is { } symbols)
            {
                return symbols;
            }

            unknown.Add(name);
            return [];
        });
        var expanded = string.Join(',', words.Distinct());
        missing = unknown.ToImmutable();
        return expanded;
    }
}
