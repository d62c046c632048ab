using System.Collections.Immutable;

namespace TradeTerminal.Market;

/// <summary>
/// The tickers a viewer has chosen. An empty choice means all; <see cref="None"/> is the one choice that
/// includes nothing and has to be asked for. <see cref="Key"/> is the same for the same choice in any order:
/// <c>AAPL,MSFT</c>, nothing for all, <c>none</c> in lower case for none (symbols are
/// upper case, so a ticker of that name is <c>NONE</c>). <see cref="Text"/> is what the URL carries: the key, but
/// <c>list:tech</c> for the symbols of a watchlist. Where prices of several feeds are compared, it may have keys of other feeds' symbols
/// in it, such as <c>crypto:BTC-USD</c>.
/// </summary>
public sealed class TickerFilter : IEquatable<TickerFilter>
{
    /// <summary>Before the name of a watchlist; one in upper case is the beginning of a symbol.</summary>
    public const string ListPrefix = "list:";

    private const string NoneKey = "none";

    public static readonly TickerFilter All = new([], "");
    public static readonly TickerFilter None = new([], NoneKey);

    private readonly ImmutableSortedSet<string> _symbols;

    private TickerFilter(ImmutableSortedSet<string> symbols, string key)
    {
        _symbols = symbols;
        Key = key;
        Text = key;
        Ordered = [.. symbols];
    }

    public string Key { get; }

    public string Text { get; private init; }

    /// <summary>Names of the watchlists in it, in lower case. Their symbols are in it after <see cref="Resolve"/>.</summary>
    public ImmutableArray<string> Lists { get; private init; } = [];

    /// <summary>Those of a watchlist in the order of the list, then the others by name.</summary>
    public ImmutableArray<string> Ordered { get; private init; }

    public bool IsAll => Key.Length == 0;

    public bool IsNone => Key == NoneKey;

    public IReadOnlyCollection<string> Symbols => _symbols;

    public static TickerFilter Of(IEnumerable<string> symbols)
    {
        var chosen = symbols
            .Select(symbol => !symbol.Contains(':', StringComparison.Ordinal) ? symbol.Trim().ToUpperInvariant()
                : Instrument.TryParse(symbol, out var other) ? other.Key : symbol.Trim())
            .Where(symbol => symbol.Length > 0)
            .ToImmutableSortedSet(StringComparer.Ordinal);
        return chosen.IsEmpty ? All : new TickerFilter(chosen, string.Join(',', chosen));
    }

    /// <summary>Reads <c>AAPL,MSFT</c> or <c>list:tech</c>; null or empty means all, <c>none</c> means none.</summary>
    public static TickerFilter Parse(string? list)
    {
        if (list == NoneKey)
        {
            return None;
        }

        var words = (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToLookup(IsList);
        return Of(words[false]).WithLists([.. words[true].Select(word => word[ListPrefix.Length..].ToLowerInvariant()).Distinct()], []);
    }

    /// <summary>The same with the symbols of its watchlists.</summary>
    /// <param name="symbolsOf">The symbols of the list of that name; null where there is none, which leaves it out.</param>
    public TickerFilter Resolve(Func<string, IReadOnlyList<string>?> symbolsOf)
    {
        if (Lists.IsEmpty)
        {
            return this;
        }

        var known = Lists.Select(name => (name, symbols: symbolsOf(name))).Where(list => list.symbols is not null).ToList();
        var own = Of(Parse(Text)._symbols);
        return own.WithLists([.. known.Select(list => list.name)], [.. known.SelectMany(list => list.symbols!).Distinct()]);
    }

    /// <summary>As the URL carries it, for what has trades only: without what is of other feeds by its key.</summary>
    public string TradedText =>
        string.Join(',', Text.Split(',').Where(word => IsList(word) || !Instrument.IsOther(word)));

    private TickerFilter WithLists(ImmutableArray<string> lists, ImmutableArray<string> symbols)
    {
        if (lists.IsEmpty)
        {
            return this;
        }

        var all = _symbols.Union(symbols);
        return new TickerFilter(all, all.IsEmpty ? NoneKey : string.Join(',', all))
        {
            Text = string.Join(',', lists.Select(name => ListPrefix + name).Concat(_symbols)),
            Lists = lists,
            Ordered = [.. symbols, .. _symbols.Except(symbols)],
        };
    }

    internal static bool IsList(string word) =>
        word.StartsWith(ListPrefix, StringComparison.OrdinalIgnoreCase) && word.Any(char.IsAsciiLetterLower);

    /// <summary>
    /// Adds the symbol or takes it away. From all or none it becomes the only one; without the last one all are
    /// shown again.
    /// </summary>
    public TickerFilter Toggle(string symbol) => Of(_symbols.SymmetricExcept([symbol]));

    public bool Chooses(string symbol) => _symbols.Contains(symbol);

    public bool Includes(string symbol) => IsAll || _symbols.Contains(symbol);

    public bool Equals(TickerFilter? other) => other?.Key == Key && other.Text == Text && other.Ordered.SequenceEqual(Ordered);

    public override bool Equals(object? obj) => Equals(obj as TickerFilter);

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);
}
