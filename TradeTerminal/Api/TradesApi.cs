using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Api;

/// <summary>Stored trades, straight from the database.</summary>
internal static class TradesApi
{
    public const int DefaultLimit = 100;
    public const int LargestLimit = 1_000;

    public static void MapTrades(this IEndpointRouteBuilder routes) => routes
        .MapGet("/api/trades", ListAsync)
        .WithTags("Market")
        .WithSummary("Stored trades, newest first")
        .WithDescription("Ordered by event time, then partition, then offset. The Link header carries the address of the next page; a page walk misses nothing and repeats nothing while new trades arrive.");

    private static async Task<Results<Ok<List<TradeBody>>, ValidationProblem>> ListAsync(
        HttpContext context,
        IDbContextFactory<TerminalDbContext> databases,
        [Description("Symbols with commas between; none means all.")] string? tickers,
        [Description("Trades at this time or later.")] string? from,
        [Description("Trades before this time.")] string? to,
        [Description("Only one side.")] string? side,
        [Description("Trades a page.")] string? limit,
        [Description("Cursor of the page before, from its Link header.")] string? before,
        CancellationToken cancellationToken)
    {
        var arguments = new QueryArguments();
        var filter = arguments.Tickers(tickers);
        var range = arguments.Range(from, to);
        var only = arguments.Side(side);
        var size = arguments.Number("limit", limit, DefaultLimit, 1, LargestLimit);
        var after = Cursor.Read<TradeKey>(before, arguments);
        if (!arguments.AreValid)
        {
            return arguments.Problem;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await TradePages.Page(database, filter, range, only, after, size + 1).ToListAsync(cancellationToken);
        if (rows.Count > size)
        {
            rows.RemoveAt(size);
            Cursor.Announce(context, Cursor.Write(TradeKey.Of(rows[^1])));
        }

        return TypedResults.Ok(rows.ConvertAll(row => TradeBody.Of(row.ToTrade())));
    }
}
