using System.ComponentModel;
using TradeTerminal.Api;
using TradeTerminal.History.Data;

namespace TradeTerminal.History;

/// <summary>Stored trades, straight from the database: a page at a time, or all of them as a file.</summary>
internal static class TradesApi
{
    public const int DefaultLimit = 100;
    public const int LargestLimit = 1_000;

    private const string Csv = "text/csv";
    private const string Sorts = "Their order: -time (the default), time, -price, price, -size or size; a minus puts the largest first.";

    public static void MapTrades(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/trades", ListAsync)
            .WithTags("Market")
            .WithSummary("Stored trades, newest first or sorted")
            .WithDescription("Ordered by event time, then partition, then offset, or as 'sort' says: by price or size the newest 500,000 of the range are sorted. The Link header carries the address of the next page; by time a page walk misses nothing and repeats nothing while new trades arrive; by price or size, as each page takes the newest 500,000 of its moment, only where the range has an end. With a side, price or size that few trades have, a page may hold fewer than 'limit' although there is a next one. With 'Accept: text/csv' it gives the file of /api/trades.csv.")
            .Produces<List<TradeBody>>()
            .Produces<string>(StatusCodes.Status200OK, Csv)
            .ProducesValidationProblem();
        routes.MapGet("/api/trades.csv", File)
            .WithTags("Market")
            .WithSummary("Stored trades as a CSV file, newest first or sorted")
            .WithDescription("All trades of the query: trade_id,ticker,price,volume,side,timestamp,partition,offset. Text that a spreadsheet would take for a formula begins with an apostrophe. An answer that is cut off is not complete. Sorted by price or size it takes at most 500,000 trades.")
            .Produces<string>(StatusCodes.Status200OK, Csv)
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> ListAsync(
        HttpContext context,
        TradeHistory history,
        TradeExport export,
        [Description("Symbols with commas between; none means all.")] string? tickers,
        [Description("Trades at this time or later.")] string? from,
        [Description("Trades before this time.")] string? to,
        [Description("Only one side.")] string? side,
        [Description("Trades at this price or a higher one.")] string? priceFrom,
        [Description("Trades at this price or a lower one.")] string? priceTo,
        [Description("Trades of this size or a larger one.")] string? sizeFrom,
        [Description("Trades of this size or a smaller one.")] string? sizeTo,
        [Description(Sorts)] string? sort,
        [Description("Trades a page.")] string? limit,
        [Description("Cursor of the page before, from its Link header.")] string? before,
        CancellationToken cancellationToken)
    {
        var arguments = new QueryArguments();
        var query = arguments.Trades(tickers, from, to, side, priceFrom, priceTo, sizeFrom, sizeTo);
        var order = arguments.TradeSort(sort);
        if (context.Request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType.Equals(Csv, StringComparison.OrdinalIgnoreCase)))
        {
            RefusePaging(arguments, limit, before);
            return arguments.AreValid ? export.Of(query, order) : arguments.Problem;
        }

        var size = arguments.Number("limit", limit, DefaultLimit, 1, LargestLimit);
        var after = Cursor.Read<TradeKey>(before, arguments);
        arguments.InOrder("before", after, order);
        if (!arguments.AreValid)
        {
            return arguments.Problem;
        }

        var page = await history.ReadAsync(query, order, after, size, cancellationToken);
        if (page.Next is { } next)
        {
            Cursor.Announce(context, Cursor.Write(next));
        }

        return TypedResults.Ok(page.Rows.Select(trade => TradeBody.Of(trade)).ToList());
    }

    private static IResult File(
        TradeExport export,
        [Description("Symbols with commas between; none means all.")] string? tickers,
        [Description("Trades at this time or later.")] string? from,
        [Description("Trades before this time.")] string? to,
        [Description("Only one side.")] string? side,
        [Description("Trades at this price or a higher one.")] string? priceFrom,
        [Description("Trades at this price or a lower one.")] string? priceTo,
        [Description("Trades of this size or a larger one.")] string? sizeFrom,
        [Description("Trades of this size or a smaller one.")] string? sizeTo,
        [Description(Sorts)] string? sort)
    {
        var arguments = new QueryArguments();
        var query = arguments.Trades(tickers, from, to, side, priceFrom, priceTo, sizeFrom, sizeTo);
        var order = arguments.TradeSort(sort);
        return arguments.AreValid ? export.Of(query, order) : arguments.Problem;
    }

    private static void RefusePaging(QueryArguments arguments, string? limit, string? before)
    {
        foreach (var (name, text) in new[] { ("limit", limit), ("before", before) })
        {
            if (text is not null)
            {
                arguments.Refuse(name, "left out for CSV, which has all trades of the query");
            }
        }
    }
}
