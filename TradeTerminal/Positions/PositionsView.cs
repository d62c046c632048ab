using System.Collections.Immutable;
using TradeTerminal.Controls;
using TradeTerminal.Controls.Sorting;
using TradeTerminal.Days;
using TradeTerminal.Market;
using TradeTerminal.Positions.Data;
using TradeTerminal.Watchlists;

namespace TradeTerminal.Positions;

/// <summary>
/// What a viewer has chosen to see of the positions, as the URL carries it:
/// <c>/positions?find=oil&amp;sort=-unrealized&amp;traders=-value</c>. <see cref="Find"/> are words that a commodity, a trade id, a
/// trader or one of his symbols must contain; <c>tickers=list:tech</c> are the only symbols shown. What can't be understood is left out and named in <see cref="Problems"/>.
/// </summary>
public sealed record PositionsView(string Find, RowOrder? Book, RowOrder? Traders)
{
    public const int LongestFind = 64;

    /// <summary>Of <see cref="Day"/>: by trader instead of by commodity.</summary>
    public const string ByTrader = "traders";

    /// <summary>Of <see cref="Day"/>: the day before.</summary>
    public const string Yesterday = "yesterday";

    public static PositionsView All { get; } = new("", null, null);

    public ImmutableArray<string> Problems { get; init; } = [];

    /// <summary>Commodities and symbols held, or watchlists of them.</summary>
    public TickerFilter Tickers { get; init; } = TickerFilter.All;

    /// <summary>How the day is shown: <c>pnl=traders,yesterday,table</c>.</summary>
    public PictureChoice Day { get; init; }

    public string Uri
    {
        get
        {
            string?[] parts =
            [
                Tickers.IsAll ? null : $"tickers={AddressText.Query(Tickers.Text)}",
                Day.Text.Length > 0 ? $"pnl={Day.Text}" : null,
                Find.Length == 0 ? null : $"find={System.Uri.EscapeDataString(Find)}",
                Book is null ? null : $"sort={Book.Name}",
                Traders is null ? null : $"traders={Traders.Name}",
            ];
            var query = string.Join('&', parts.Where(part => part is not null));
            return query.Length == 0 ? "/positions" : $"/positions?{query}";
        }
    }

    public static PositionsView Parse(string? find, string? sort, string? traders, string? tickers = null, string? day = null)
    {
        var (book, held) = (RowOrder.Find(sort, PositionColumns.Book), RowOrder.Find(traders, PositionColumns.Traders));
        var unknown = new List<string>();
        var picture = PictureChoice.Parse("pnl", day, [ByTrader, Yesterday, PictureChoice.Table], unknown);
        string?[] problems =
        [
            .. unknown,
            book is null && !string.IsNullOrWhiteSpace(sort) ? $"sort={Format.Quoted(sort)} is no column" : null,
            held is null && !string.IsNullOrWhiteSpace(traders) ? $"traders={Format.Quoted(traders)} is no column" : null,
        ];
        return new PositionsView("", book, held)
        {
            Problems = [.. problems.OfType<string>()], Tickers = TickerFilter.Parse(tickers), Day = picture,
        }.WithFind(find);
    }

    /// <summary>With the symbols of the watchlists; one that is not there is left out and named.</summary>
    internal PositionsView Resolve(WatchlistSet lists)
    {
        var (tickers, missing) = lists.Resolve(Tickers);
        return this with { Tickers = tickers, Problems = [.. Problems, .. missing] };
    }

    public PositionsView WithFind(string? text)
    {
        var words = (text ?? "").Trim();
        return this with { Find = words.Length > LongestFind ? words[..LongestFind] : words };
    }

    public IEnumerable<OpenPosition> Choose(IEnumerable<OpenPosition> open) => RowOrder.Sort(
        open.Where(position => Has(position.Commodity) && (Fits(position.Commodity) || Fits(position.TradeId))), Book, PositionColumns.Book);

    /// <param name="book">Of the traders.</param>
    /// <param name="holders">Who holds one of <see cref="Tickers"/>, where the book does not have what all hold.</param>
    public IEnumerable<TraderPnl> Choose(PositionsSnapshot book, IReadOnlySet<string>? holders = null) => RowOrder.Sort(
        book.Traders.Where(trader => Has(trader.Trader, book, holders)
            && (Fits(trader.Trader) || book.Held.GetValueOrDefault(trader.Trader, []).Any(held => Has(held.Symbol) && Fits(held.Symbol)))),
        Traders, PositionColumns.Traders);

    /// <summary>Of a trader whose name fits all, else the symbols that do.</summary>
    public ImmutableArray<TraderHeld> Choose(string trader, ImmutableArray<TraderHeld> held) =>
    [
        .. RowOrder.Sort(
            held.Where(position => Has(position.Symbol) && (Fits(trader) || Fits(position.Symbol))), Traders, PositionColumns.Held),
    ];

    private bool Has(string trader, PositionsSnapshot book, IReadOnlySet<string>? holders) => Tickers.IsAll
        || holders?.Contains(trader) == true
        || book.Held.GetValueOrDefault(trader, []).Any(held => !held.IsFlat && Has(held.Symbol));

    private bool Has(string symbol) => Tickers.IsAll || Tickers.Chooses(symbol.ToUpperInvariant());

    private bool Fits(string text) => Find.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .All(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
