using System.Globalization;
using TradeTerminal.Api;
using TradeTerminal.History.Data;

namespace TradeTerminal.History;

/// <summary>Arguments that choose stored trades, the same on the API and in the address of the History page.</summary>
internal static class TradeArguments
{
    private const long LargestSize = 1L << 53;
    private const decimal PriceLimit = 10_000_000_000m;
    private const int PriceDecimals = 8;

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

        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price)
            || price >= PriceLimit || decimal.Round(price, PriceDecimals) != price)
        {
            arguments.Refuse(name, "a price such as 189.50, with at most 10 digits before the point and 8 after it");
        }

        return price;
    }

    private static long? Size(this QueryArguments arguments, string name, string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size > LargestSize)
        {
            arguments.Refuse(name, "a whole number from 0 to 2^53");
        }

        return size;
    }
}
