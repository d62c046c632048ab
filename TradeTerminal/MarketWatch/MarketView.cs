using System.Collections.Immutable;
using TradeTerminal.Controls;
using TradeTerminal.Controls.Sorting;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Market;
using TradeTerminal.Watchlists;

namespace TradeTerminal.MarketWatch;

/// <summary>
/// What a viewer has chosen to see of the market, as the URL carries it:
/// <c>/market?feeds=quotes,crypto&amp;find=btc&amp;sort=-change</c>. What is not chosen is not in the URL, and what
/// can't be understood is left out and named in <see cref="Problems"/>. No feed means all; <see cref="Find"/> are words that a row's
/// symbol, venue or feed
/// must contain; without <see cref="Order"/> the rows are in the order of their symbols and venues, those of a watchlist in its order.
/// </summary>
public sealed record MarketView(ImmutableSortedSet<string> Feeds, string Find, RowOrder? Order)
{
    public const int LongestFind = 64;

    public ImmutableArray<string> Problems { get; init; } = [];

    /// <summary>Symbols or watchlists: <c>tickers=list:tech</c>.</summary>
    public TickerFilter Tickers { get; init; } = TickerFilter.All;

    public static MarketView Default { get; } = new([], "", null);

    public string Uri
    {
        get
        {
            string?[] parts =
            [
                Tickers.IsAll ? null : $"tickers={Tickers.Text}",
                Feeds.IsEmpty ? null : $"feeds={string.Join(',', Feeds)}",
                Find.Length == 0 ? null : $"find={System.Uri.EscapeDataString(Find)}",
                Order is null ? null : $"sort={Order.Name}",
            ];
            var query = string.Join('&', parts.Where(part => part is not null));
            return query.Length == 0 ? "/market" : $"/market?{query}";
        }
    }

    public static MarketView Parse(string? feeds, string? find, string? sort, string? tickers = null)
    {
        var order = RowOrder.Find(sort, MarketColumn.All);
        var named = (feeds ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var problems = named.Where(feed => !PricedFeeds.All.Contains(feed)).Distinct()
            .Select(feed => $"feeds={Format.Quoted(feed)} must be of {string.Join(", ", PricedFeeds.All)}").ToList();
        if (order is null && !string.IsNullOrWhiteSpace(sort))
        {
            problems.Add($"sort={Format.Quoted(sort)} is no column");
        }

        return new MarketView(
            named.Where(PricedFeeds.All.Contains).ToImmutableSortedSet(StringComparer.Ordinal),
            "",
            order)
        {
            Problems = [.. problems], Tickers = TickerFilter.Parse(tickers),
        }.WithFind(find);
    }

    public MarketView WithFind(string? text)
    {
        var words = (text ?? "").Trim();
        return this with { Find = words.Length > LongestFind ? words[..LongestFind] : words };
    }

    /// <summary>Adds the feed or takes it away; without the last one all are shown again.</summary>
    public MarketView Toggle(string feed) => this with { Feeds = Feeds.SymmetricExcept([feed]), Problems = [] };

    /// <summary>With the symbols of the watchlists; one that is not there is left out and named.</summary>
    internal MarketView Resolve(WatchlistSet lists) => Tickers.Lists.IsEmpty || lists == WatchlistSet.Unread ? this : this with
    {
        Tickers = Tickers.Resolve(lists.SymbolsOf),
        Problems = [.. Problems, .. Tickers.Lists.Where(name => lists.Find(name) is null).Select(WatchlistSet.Missing)],
    };

    /// <summary>
    /// The chosen rows by their feeds, in the feeds' order; sorted, they are one group without a name, of all feeds together, in which
    /// rows without a value come last.
    /// </summary>
    public IEnumerable<IGrouping<string, MarketRow>> Choose(IEnumerable<MarketRow> rows)
    {
        var shows = Shown();
        var chosen = rows.Where(row => shows(row.Instrument));
        if (Order is null && !Tickers.Lists.IsEmpty)
        {
            chosen = chosen.OrderBy(row => Tickers.Ordered.IndexOf(row.Instrument.Symbol));
        }

        return Order is not null
            ? RowOrder.Sort(chosen, Order, MarketColumn.All).GroupBy(_ => "")
            : chosen.GroupBy(row => row.Instrument.Feed).OrderBy(group => PricedFeeds.RankOf(group.Key));
    }

    /// <summary>Whether it is among those that are chosen.</summary>
    public Func<Instrument, bool> Shown()
    {
        var words = Find.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return instrument => Tickers.Includes(instrument.Symbol) && (Feeds.IsEmpty || Feeds.Contains(instrument.Feed)) && words.All(word => Has(instrument, word));
    }

    private static bool Has(Instrument instrument, string word) =>
        instrument.Symbol.Contains(word, StringComparison.OrdinalIgnoreCase)
        || instrument.Venue.Contains(word, StringComparison.OrdinalIgnoreCase)
        || instrument.Feed.Contains(word, StringComparison.OrdinalIgnoreCase);
}
