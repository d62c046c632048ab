using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using TradeTerminal.Api;
using TradeTerminal.Positions.Data;

namespace TradeTerminal.Positions;

/// <summary>Profit and loss by commodity and by trader.</summary>
internal static class PnlApi
{
    public static void MapPnl(this IEndpointRouteBuilder routes) => routes
        .MapGet("/api/pnl", Get)
        .WithTags("Positions")
        .WithSummary("Profit and loss by commodity and by trader")
        .WithDescription("In whole cents by position, so that rows add up to totals. Unrealized at the latest price; positions without one are counted as unmarked and add nothing. Each book has its own totals.")
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static Results<Ok<PnlBody>, ValidationProblem, ProblemHttpResult> Get(
        PositionsBoard board, TimeProvider time, [Description("Only this book; the other one is empty then.")] string? book)
    {
        var arguments = new QueryArguments();
        var only = arguments.Choice("book", book, PositionsApi.Books);
        if (!arguments.AreValid)
        {
            return arguments.Problem;
        }

        return board.Current == PositionsSnapshot.Empty
            ? TypedResults.Problem(
                "What is stored of positions has not been read since the start, so there are no figures; try again.",
                statusCode: StatusCodes.Status503ServiceUnavailable, title: "Positions are being read.")
            : TypedResults.Ok(PnlBody.Of(board.Current, only, time.GetUtcNow().UtcDateTime));
    }
}

internal sealed record PnlBody(
    [property: Description("By commodity, in the order of their names.")] CommodityPnlBody[] Commodities,
    [property: Description("In the order of their names; the worst 2,000 where totals.traders.count is more.")] TraderPnlBody[] Traders,
    PnlTotalsBody Totals)
{
    public static PnlBody Of(PositionsSnapshot snapshot, string? book, DateTime utcNow)
    {
        var today = DateOnly.FromDateTime(utcNow);
        var isToday = today == snapshot.Day;
        CommodityPnlBody[] commodities = book == "traders" ? [] : [.. snapshot.Commodities.Select(row => CommodityPnlBody.Of(row, isToday, utcNow))];
        TraderPnlBody[] traders = book == "commodities" ? [] :
            [.. snapshot.Traders.OrderBy(row => row.Trader, StringComparer.Ordinal).Select(row => TraderPnlBody.Of(row, snapshot.Limits, today))];
        var all = book == "commodities" ? TraderTotals.None : snapshot.TraderTotals;
        return new PnlBody(commodities, traders, new PnlTotalsBody(
            new CommodityTotalBody(
                commodities.Sum(row => row.OpenCount), commodities.Sum(row => row.ClosedCount), commodities.Sum(row => row.UnmarkedCount),
                commodities.Sum(row => row.Realized), commodities.Sum(row => row.RealizedToday), commodities.Sum(row => row.Unrealized)),
            new TraderTotalBody(
                all.Count, all.OverCount, all.OpenCount, all.UnmarkedCount, all.Value, all.Realized, all.Unrealized, all.ReportedPnl)));
    }
}

internal sealed record CommodityPnlBody(
    string Commodity,
    long OpenCount,
    long ClosedCount,
    [property: Description("Open positions without a mark.")] long UnmarkedCount,
    [property: Description("Of all closed positions.")] decimal Realized,
    [property: Description("Of those closed on the current UTC day.")] decimal RealizedToday,
    decimal Unrealized,
    [property: Description("The latest price; null while there is none or nothing is open.")] decimal? Mark,
    DateTime? MarkTime,
    double? MarkAgeSeconds)
{
    public static CommodityPnlBody Of(CommodityPnl row, bool isToday, DateTime utcNow) => new(
        row.Commodity, row.OpenCount, row.ClosedCount, row.UnmarkedCount, row.Realized, isToday ? row.RealizedToday : 0.00m, row.Unrealized,
        row.Mark?.Price, row.Mark?.At, row.Mark is null ? null : Rounding.Age(row.Mark.At, utcNow));
}

internal sealed record TraderPnlBody(
    string Trader,
    [property: Description("Positions that are not flat.")] long OpenCount,
    [property: Description("Positions without a mark.")] long UnmarkedCount,
    [property: Description("Sum of |size × average price|.")] decimal Value,
    [property: Description("What the trader says of the day; null where no report does.")] decimal? Realized,
    decimal Unrealized,
    [property: Description("Sum of the trader's own figures of the day.")] decimal ReportedPnl,
    [property: Description("UTC day of the trader's newest report.")] DateOnly Day,
    [property: Description("Worst of the positions' values and, on the day itself, of the day: within, warning or exceeded.")] string Limit)
{
    public static TraderPnlBody Of(TraderPnl row, PositionLimits limits, DateOnly today) => new(
        row.Trader, row.OpenCount, row.UnmarkedCount, row.Value, row.Realized, row.Unrealized, row.ReportedPnl, row.Day,
        row.State(limits, today).ToString().ToLowerInvariant());
}

internal sealed record PnlTotalsBody(CommodityTotalBody Commodities, TraderTotalBody Traders);

internal sealed record CommodityTotalBody(
    long OpenCount, long ClosedCount, long UnmarkedCount, decimal Realized, decimal RealizedToday, decimal Unrealized);

internal sealed record TraderTotalBody(
    [property: Description("All traders, also those left out of the list.")] long Count,
    [property: Description("Of these the ones over a limit.")] long OverCount,
    long OpenCount,
    long UnmarkedCount,
    decimal Value,
    [property: Description("What traders say of today, by UTC; null where none does.")] decimal? Realized,
    decimal Unrealized,
    [property: Description("The traders' own figures of today, by UTC.")] decimal ReportedPnl);
