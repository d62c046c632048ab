using System.Collections.Immutable;
using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Market.Symbols;

/// <summary>
/// The names of what has prices, in the order of <see cref="PricedFeeds.All"/>, symbol and venue. Immutable. Where there are
/// more of a feed than <see cref="SymbolCatalogue.Most"/> the others are left out, and <see cref="CountOf"/> is that bound plus one.
/// </summary>
public sealed class SymbolNames
{
    public static readonly SymbolNames Empty = new([]);

    private readonly HashSet<Instrument> _known;
    private readonly HashSet<string> _symbols;
    private readonly ImmutableArray<Instrument> _offered;
    private readonly Dictionary<string, int> _counts;

    public SymbolNames(IEnumerable<Instrument> instruments)
    {
        All =
        [
            .. instruments.Distinct().OrderBy(one => PricedFeeds.RankOf(one.Feed))
                .ThenBy(one => one.Symbol, StringComparer.Ordinal).ThenBy(one => one.Venue, StringComparer.Ordinal),
        ];
        // Of a symbol with venues, all of them together come first.
        _offered = [.. All.SelectMany((one, at) => one.Venue.Length > 0 && !IsOfSameSymbol(one, at - 1) ? [one with { Venue = "" }, one] : new[] { one })];
        _known = [.. _offered];
        _symbols = [.. All.Select(one => one.Symbol)];
        Tickers = [.. All.Where(one => one.IsTraded).Select(one => one.Symbol)];
        Spaced = [.. _symbols.Where(symbol => symbol.Contains(' ', StringComparison.Ordinal)).OrderByDescending(symbol => symbol.Length)];
        _counts = All.CountBy(one => one.Feed).ToDictionary();
    }

    /// <summary>Each symbol at each of its venues.</summary>
    public ImmutableArray<Instrument> All { get; }

    /// <summary>What has traded, in ordinal order.</summary>
    public ImmutableArray<string> Tickers { get; }

    /// <summary>Symbols with a space in them, the longest first.</summary>
    public ImmutableArray<string> Spaced { get; }

    /// <summary>Symbols of the feed, at each of their venues.</summary>
    public int CountOf(string feed) => _counts.GetValueOrDefault(feed);

    /// <summary>An instrument without a venue is known when it is at any.</summary>
    public bool Has(Instrument instrument) => _known.Contains(instrument);

    /// <summary>Some feed has it.</summary>
    public bool HasSymbol(string symbol) => _symbols.Contains(symbol);

    /// <summary>
    /// What the text may mean, at most <paramref name="most"/>: the symbol of that name, those that begin with it, then those that
    /// contain it or are of a feed of that name. With a feed before it the text is one of a key, as in <c>quotes:AA</c>.
    /// </summary>
    public ImmutableArray<Instrument> Find(string text, int most, bool isTraded = false)
    {
        var part = text.Trim();
        var isKey = Instrument.HasFeed(part);
        List<Instrument> same = [], begin = [], contain = [];
        foreach (var one in _offered)
        {
            if (isTraded && !one.IsTraded)
            {
                break;
            }

            var name = isKey ? one.Key : one.Symbol;
            var at = name.IndexOf(part, StringComparison.OrdinalIgnoreCase);
            var list = at > 0 || (at < 0 && !one.IsTraded && one.Feed.StartsWith(part, StringComparison.OrdinalIgnoreCase)) ? contain
                : at < 0 ? null
                : name.Length == part.Length ? same : begin;
            if (list?.Count < most)
            {
                list.Add(one);
            }
        }

        return [.. same.Concat(begin).Concat(contain).Take(most)];
    }

    /// <summary>
    /// What is meant: a ticker, or a symbol of another feed with or without the feed before it; null when nothing of that name is known.
    /// </summary>
    public Instrument? Named(string word)
    {
        if (Instrument.TryParse(word, out var named) && !named.IsTraded)
        {
            // What looks like a venue may be the end of the symbol.
            return Has(named with { Venue = "" }) ? named : Instrument.TryParse($"{word}|", out var whole) && Has(whole) ? whole : null;
        }

        var symbol = word.Trim().ToUpperInvariant();
        return Tickers.BinarySearch(symbol, StringComparer.Ordinal) >= 0 ? Instrument.OfTrades(symbol)
            : Find(symbol, 1) is [var found] && found.Symbol == symbol ? found : null;
    }

    /// <summary>What <see cref="Named"/> takes for it: the bare symbol where that is enough.</summary>
    public string NameOf(Instrument instrument) => Named(instrument.Symbol) == instrument ? instrument.Symbol : instrument.Key;

    /// <summary>These and the others too.</summary>
    public SymbolNames With(IEnumerable<Instrument> others)
    {
        var missing = others.Where(other => !_known.Contains(other)).ToList();
        return missing.Count == 0 ? this : new SymbolNames(All.Concat(missing));
    }

    private bool IsOfSameSymbol(Instrument one, int at) => at >= 0 && All[at].Feed == one.Feed && All[at].Symbol == one.Symbol;
}
