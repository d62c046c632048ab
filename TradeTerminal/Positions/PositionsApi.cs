using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using TradeTerminal.Api;
using TradeTerminal.Positions.Data;

namespace TradeTerminal.Positions;

/// <summary>What is held now, in the commodity book and by traders.</summary>
internal static class PositionsApi
{
    public const int DefaultLimit = 1_000;
    public const int LargestLimit = PositionsBoard.MostOpen;

    public static readonly string[] Books = ["commodities", "traders"];

    public static void MapPositions(this IEndpointRouteBuilder routes) => routes
        .MapGet("/api/positions", ListAsync)
        .WithTags("Positions")
        .WithSummary("Open positions with their mark, its age and the unrealized profit or loss")
        .WithDescription("The commodity book, newest opening first, then what traders hold, by trader and symbol. The mark is the latest price; a position without one has neither mark nor unrealized figure.");

    private static async Task<Results<Ok<List<PositionBody>>, ValidationProblem>> ListAsync(
        PositionStore store,
        PositionsBoard board,
        TimeProvider time,
        [Description("Only this book.")] string? book,
        [Description("Commodities or symbols with commas between; none means all.")] string? symbols,
        [Description("Positions at most.")] string? limit,
        CancellationToken cancellationToken)
    {
        var arguments = new QueryArguments();
        var only = arguments.Choice("book", book, Books);
        var filter = arguments.Tickers(symbols, "symbols");
        var size = arguments.Number("limit", limit, DefaultLimit, 1, LargestLimit);
        if (!arguments.AreValid)
        {
            return arguments.Problem;
        }

        var (commodities, traders) = await store.ReadAsync(
            only != "traders", only != "commodities", filter, size, cancellationToken);
        var (now, limits) = (time.GetUtcNow().UtcDateTime, board.Current.Limits);
        return TypedResults.Ok(commodities.Select(position => PositionBody.Of(position, now))
            .Concat(traders.Select(held => PositionBody.Of(held, limits, now))).ToList());
    }
}

/// <summary>An open position of either book; what belongs to the other one is null.</summary>
internal sealed record PositionBody(
    [property: Description("commodities or traders")] string Book,
    [property: Description("Of the commodity book.")] string? TradeId,
    string? Trader,
    [property: Description("Of the commodity book; the same as symbol.")] string? Commodity,
    string Symbol,
    [property: Description("long or short")] string PositionType,
    [property: Description("Without a sign.")] decimal Quantity,
    [property: Description("Price of the opening; a trader's average price.")] decimal EntryPrice,
    [property: Description("Event time of the opening, UTC; of a trader's position, of its newest report.")] DateTime Time,
    [property: Description("The latest price; null while there is none.")] decimal? Mark,
    [property: Description("Event time of that price, UTC.")] DateTime? MarkTime,
    double? MarkAgeSeconds,
    [property: Description("Feed of that price: commodities, quotes or trades.")] string? MarkSource,
    [property: Description("Long (mark − entry) × quantity, short (entry − mark) × quantity, in whole cents.")] decimal? Unrealized,
    [property: Description("Of a trader's position: |size × average price|.")] decimal? Value,
    [property: Description("The trader's own, as the newest report has it; null where it has none.")] decimal? Realized,
    [property: Description("The trader's own figure.")] decimal? ReportedPnl,
    [property: Description("Of a trader's position, by its value: within, warning or exceeded.")] string? Limit,
    [property: Description("Of a trader's position: long and short were reported within one second of the newest minute. Both may be held; this is the newer one, nothing is netted.")] bool? IsOpposed)
{
    public static PositionBody Of(OpenPosition position, DateTime utcNow) => new(
        "commodities", position.TradeId, null, position.Commodity, position.Commodity,
        Side(position.Type == Ingest.Commodities.PositionType.Long),
        position.Quantity, position.EntryPrice, position.OpenedAt, position.Mark?.Price, position.Mark?.At, Age(position.Mark, utcNow),
        Source(position.Mark), position.Unrealized, null, null, null, null, null);

    public static PositionBody Of(TraderHeld held, PositionLimits limits, DateTime utcNow) => new(
        "traders", null, held.Trader, null, held.Symbol, Side(held.Size > 0), Math.Abs(held.Size), held.AveragePrice, held.ReportedAt,
        held.Mark?.Price, held.Mark?.At, Age(held.Mark, utcNow), Source(held.Mark), held.Unrealized, held.Value, held.Realized,
        held.ReportedPnl, limits.OfValue(held.Value).ToString().ToLowerInvariant(), held.IsOpposed);

    private static string Side(bool isLong) => isLong ? "long" : "short";

    private static double? Age(Mark? mark, DateTime utcNow) => mark is null ? null : Rounding.Age(mark.At, utcNow);

    private static string? Source(Mark? mark) => mark?.Source.ToString().ToLowerInvariant();
}
