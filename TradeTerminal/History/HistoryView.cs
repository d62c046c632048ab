using System.Globalization;
using Microsoft.Extensions.Primitives;
using TradeTerminal.Api;
using TradeTerminal.Controls;
using TradeTerminal.History.Data;
using TradeTerminal.Market;
using TradeTerminal.Settings;
using TradeTerminal.Watchlists;

namespace TradeTerminal.History;

/// <summary>
/// What is asked of the stored trades, as the URL carries it, with the names and rules of <c>/api/trades</c>:
/// <c>/history?tickers=AAPL&amp;side=sell&amp;sizeFrom=500&amp;from=2026-03-02T14:00:00Z&amp;sort=-price</c>. <see cref="Before"/> and
/// <see cref="After"/> are where a page begins or ends, <see cref="Trade"/> is the trade looked at. Texts stay as they were
/// given, so that a wrong one can be shown and mended.
/// </summary>
public sealed record HistoryView
{
    public const string Path = "/history";

    /// <summary>Longest text of a field: more would be lost with the connection on its way here.</summary>
    public const int LongestText = 4_000;

    private static readonly string[] Names = ["tickers", "side", "priceFrom", "priceTo", "sizeFrom", "sizeTo", "from", "to"];

    public string? Tickers { get; init; }

    public string? Side { get; init; }

    public string? PriceFrom { get; init; }

    public string? PriceTo { get; init; }

    public string? SizeFrom { get; init; }

    public string? SizeTo { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    public string? Sort { get; init; }

    public string? Before { get; init; }

    public string? After { get; init; }

    public string? Trade { get; init; }

    private string?[] Asked => [Tickers, Side, PriceFrom, PriceTo, SizeFrom, SizeTo, From, To];

    /// <summary>Some trades are left out.</summary>
    public bool IsFiltered => Asked.Any(text => text is not null);

    public string Uri => Address(Path, [.. Names, "sort", "before", "after", "trade"], [.. Asked, Sort, Before, After, Trade]);

    /// <summary>The same trades in the same order as a file.</summary>
    public string CsvUri => Address("/api/trades.csv", [.. Names, "sort"], [.. Asked, Sort]);

    /// <summary>The same trades in the same order as JSON.</summary>
    public string ApiUri => Address("/api/trades", [.. Names, "sort"], [.. Asked, Sort]);

    /// <summary>Another question begins with its first page.</summary>
    public HistoryView Anew => this with { Before = null, After = null, Trade = null };

    /// <summary>What an address asks of its trades, and in which order; not which page of them.</summary>
    public static HistoryView Of(IReadOnlyDictionary<string, StringValues> query)
    {
        string? Given(string name) => query.TryGetValue(name, out var value) ? Text(value.ToString()) : null;
        return new HistoryView
        {
            Tickers = Given("tickers"), Side = Given("side"), PriceFrom = Given("priceFrom"), PriceTo = Given("priceTo"),
            SizeFrom = Given("sizeFrom"), SizeTo = Given("sizeTo"), From = Given("from"), To = Given("to"), Sort = Given("sort"),
        };
    }

    /// <summary>Null texts and empty ones are the same: a form sends empty ones.</summary>
    public static string? Text(object? value) => (value as string)?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A time as the URL carries it.</summary>
    public static string Time(DateTime utc) => utc.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture);

    /// <summary>What the texts ask for; what is wrong with them is in the arguments.</summary>
    internal HistoryQuestion Read(QueryArguments arguments)
    {
        var query = arguments.Trades(Tickers, From, To, Side, PriceFrom, PriceTo, SizeFrom, SizeTo);
        var sort = arguments.TradeSort(Sort);
        var before = Cursor.Read<TradeKey>(Before, arguments);
        var after = Cursor.Read<TradeKey>(After, arguments, "after");
        arguments.InOrder(before is null ? "after" : "before", before ?? after, sort);

        Guid id = default;
        if (Trade is not null && !Guid.TryParseExact(Trade, "D", out id))
        {
            arguments.Refuse("trade", "the trade_id of one trade");
        }

        return new HistoryQuestion(query, sort, before, before is null ? after : null, Trade is null ? null : id);
    }

    /// <summary>Only the browser knows what it has looked at: a call names the symbols.</summary>
    internal HistoryView ForCalls(WatchlistSet lists) =>
        Tickers?.Contains($"{TickerFilter.ListPrefix}{RecentSymbols.ListName}", StringComparison.OrdinalIgnoreCase) == true
            ? this with { Tickers = lists.Expand(Tickers, out _) }
            : this;

    private static string Address(string path, string[] names, string?[] texts)
    {
        var parts = names.Zip(texts).Where(pair => pair.Second is not null).Select(pair => $"{pair.First}={AddressText.Query(pair.Second!)}");
        var query = string.Join('&', parts);
        return query.Length == 0 ? path : $"{path}?{query}";
    }
}

/// <summary>The trades after <see cref="Before"/> in the order, or those just ahead of <see cref="After"/>.</summary>
internal sealed record HistoryQuestion(TradeQuery Query, TradeSort Sort, TradeKey? Before, TradeKey? After, Guid? Trade);
