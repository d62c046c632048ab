using System.Collections.Immutable;
using TradeTerminal.Controls;
using TradeTerminal.Controls.Sorting;
using TradeTerminal.Positions.Data;

namespace TradeTerminal.Positions;

/// <summary>
/// What a viewer has chosen to see of the positions, as the URL carries it:
/// <c>/positions?find=oil&amp;sort=-unrealized&amp;traders=-value</c>. <see cref="Find"/> are words that a commodity, a trade id, a
/// trader or one of his symbols must contain. What can't be understood is left out and named in <see cref="Problems"/>.
/// </summary>
public sealed record PositionsView(string Find, RowOrder? Book, RowOrder? Traders)
{
    public const int LongestFind = 64;

    public static PositionsView All { get; } = new("", null, null);

    public ImmutableArray<string> Problems { get; init; } = [];

    public string Uri
    {
        get
        {
            string?[] parts =
            [
                Find.Length == 0 ? null : $"find={System.Uri.EscapeDataString(Find)}",
                Book is null ? null : $"sort={Book.Name}",
                Traders is null ? null : $"traders={Traders.Name}",
            ];
            var query = string.Join('&', parts.Where(part => part is not null));
            return query.Length == 0 ? "/positions" : $"/positions?{query}";
        }
    }

    public static PositionsView Parse(string? find, string? sort, string? traders)
    {
        var (book, held) = (RowOrder.Find(sort, PositionColumns.Book), RowOrder.Find(traders, PositionColumns.Traders));
        string?[] problems =
        [
            book is null && !string.IsNullOrWhiteSpace(sort) ? $"sort={Format.Quoted(sort)} is no column" : null,
            held is null && !string.IsNullOrWhiteSpace(traders) ? $"traders={Format.Quoted(traders)} is no column" : null,
        ];
        return new PositionsView("", book, held) { Problems = [.. problems.OfType<string>()] }.WithFind(find);
    }

    public PositionsView WithFind(string? text)
    {
        var words = (text ?? "").Trim();
        return this with { Find = words.Length > LongestFind ? words[..LongestFind] : words };
    }

    public IEnumerable<OpenPosition> Choose(IEnumerable<OpenPosition> open) => RowOrder.Sort(
        open.Where(position => Fits(position.Commodity) || Fits(position.TradeId)), Book, PositionColumns.Book);

    public IEnumerable<TraderPnl> Choose(PositionsSnapshot book) => RowOrder.Sort(
        book.Traders.Where(trader => Fits(trader.Trader) || book.Held.GetValueOrDefault(trader.Trader, []).Any(held => Fits(held.Symbol))),
        Traders, PositionColumns.Traders);

    /// <summary>Of a trader whose name fits all, else the symbols that do.</summary>
    public ImmutableArray<TraderHeld> Choose(string trader, ImmutableArray<TraderHeld> held) =>
    [
        .. RowOrder.Sort(Fits(trader) ? held : held.Where(position => Fits(position.Symbol)), Traders, PositionColumns.Held),
    ];

    private bool Fits(string text) => Find.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .All(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
