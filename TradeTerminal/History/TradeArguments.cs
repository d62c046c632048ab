using System.Globalization;
using TradeTerminal.Api;
using TradeTerminal.History.Data;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.History;

/// <summary>Arguments that choose stored trades, the same on the API and in the address of the History page.</summary>
internal static class TradeArguments
{
    private const decimal PriceLimit = 10_000_000_000m;

    /// <summary>What earlier versions took, and have stored, is larger than what is taken now.</summary>
    private const decimal SizeLimit = 10_000_000_000_000_000m;

    public static TradeQuery Trades(
        this QueryArguments arguments,
        string? tickers, string? from, string? to, string? side, string? priceFrom, string? priceTo, string? sizeFrom, string? sizeTo)
    {
        var filter = arguments.Tickers(tickers);
        var range = arguments.Range(from, to);
        var (leastPrice, mostPrice) = (arguments.Price("priceFrom", priceFrom), arguments.Price("priceTo", priceTo));
        var (leastSize, mostSize) = (arguments.Size("sizeFrom", sizeFrom), arguments.Size("sizeTo", sizeTo));
        if (leastPrice > mostPrice)
        {
            arguments.Refuse("priceFrom", "no more than 'priceTo'");
        }

        if (leastSize > mostSize)
        {
            arguments.Refuse("sizeFrom", "no more than 'sizeTo'");
        }

        return new TradeQuery(filter, range.From, range.To, arguments.Side(side), leastPrice, mostPrice, leastSize, mostSize);
    }

    /// <summary>One of the orders; newest first when none is given.</summary>
    public static TradeSort TradeSort(this QueryArguments arguments, string? text)
    {
        var sort = Data.TradeSort.Find(text);
        if (text is not null && sort is null)
        {
            arguments.Refuse("sort", $"one of {string.Join(", ", Data.TradeSort.Names)}");
        }

        return sort ?? Data.TradeSort.NewestFirst;
    }

    /// <summary>A cursor of another order stands for no place in this one.</summary>
    public static void InOrder(this QueryArguments arguments, string name, TradeKey? key, TradeSort sort)
    {
        if (key is not null && key.Value is null != (sort.By == TradeSortBy.Time))
        {
            arguments.Refuse(name, "a place in the same order as 'sort'");
        }
    }

    private static decimal? Price(this QueryArguments arguments, string name, string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (!TryQuantity(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, PriceLimit, out var price))
        {
            arguments.Refuse(name, "a price such as 189.50, with at most 10 digits before the point and 18 after it");
        }

        return price;
    }

    private static decimal? Size(this QueryArguments arguments, string name, string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (!TryQuantity(text, NumberStyles.AllowDecimalPoint, SizeLimit, out var size))
        {
            arguments.Refuse(name, "a number of 0 or more, such as 0.5, with at most 16 digits before the point and 18 after it");
        }

        return size;
    }

    private static bool TryQuantity(string text, NumberStyles style, decimal limit, out decimal value) =>
        decimal.TryParse(text, style, CultureInfo.InvariantCulture, out value)
        && Math.Abs(value) < limit && decimal.Round(value, Quantity.MaxDecimals) == value;
}
