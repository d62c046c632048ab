using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using TradeTerminal.Controls;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Deletions;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.SymbolUpkeep;

/// <summary>What is stored of a symbol, and deleting it.</summary>
internal static class SymbolsApi
{
    /// <summary>Who deletes little is told at once that it is done.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void MapSymbols(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/symbols/{feed}/{*symbol}", CountAsync)
            .WithTags("Symbols")
            .WithSummary("How much is stored of a symbol of a feed")
            .ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapDelete("/api/symbols/{feed}/{*symbol}", DeleteAsync)
            .WithTags("Symbols")
            .WithSummary("Delete a symbol of a feed with all that is stored of it")
            .WithDescription("Events, candles, newest prices, positions, alerts, levels and what rules remember; other feeds keep theirs, and watchlists its name. It can't be undone. What arrives of it afterwards appears anew. Without confirm=SYMBOL the answer is 409 and says what would be lost. 202 when it takes longer than five seconds: it goes on, over a restart too.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapGet("/api/deletions", (SymbolDeletions deletions) => TypedResults.Ok(deletions.Log.Newest.Select(DeletionBody.Of).ToArray()))
            .WithTags("Symbols")
            .WithSummary("What operators have deleted")
            .WithDescription("Those that go on, then the newest; at most 100.");
    }

    private static async Task<Results<Ok<StockBody>, ProblemHttpResult>> CountAsync(
        SymbolDeletions deletions, [Description("trades, quotes, order_book, positions, commodities, crypto or indices")] string feed,
        [Description("In any case.")] string symbol, CancellationToken cancellationToken)
    {
        var (found, name, stock, problem) = await FindAsync(deletions, feed, symbol, cancellationToken);
        return problem is null ? TypedResults.Ok(StockBody.Of(found!.Name, name, stock)) : problem;
    }

    private static async Task<Results<Ok<DeletionBody>, Accepted<DeletionBody>, ProblemHttpResult>> DeleteAsync(
        SymbolDeletions deletions, TimeProvider time, [Description("trades, quotes, order_book, positions, commodities, crypto or indices")] string feed,
        [Description("In any case.")] string symbol, [Description("The symbol once more.")] string? confirm, CancellationToken cancellationToken)
    {
        var (found, name, stock, problem) = await FindAsync(deletions, feed, symbol, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        if (!name.Equals(confirm?.Trim(), StringComparison.OrdinalIgnoreCase))
        {
            return TypedResults.Problem(
                $"This deletes {StockWords.Of(found!.Name, stock)} of {name} in feed {found.Name} for everybody, and can't be undone. Repeat it with confirm={name}.",
                statusCode: StatusCodes.Status409Conflict, extensions: new Dictionary<string, object?> { ["reason"] = "confirm" });
        }

        var (begun, ended) = await deletions.DeleteAsync(found!, name, cancellationToken);
        await Task.WhenAny(ended, Task.Delay(Patience, time, cancellationToken));
        return ended.IsCompleted
            ? TypedResults.Ok(DeletionBody.Of(await ended))
            : TypedResults.Accepted("/api/deletions", DeletionBody.Of(begun));
    }

    private static async Task<(Feed? Feed, string Symbol, SymbolStock Stock, ProblemHttpResult? Problem)> FindAsync(
        SymbolDeletions deletions, string feed, string symbol, CancellationToken cancellationToken)
    {
        if (FeedCatalog.All.FirstOrDefault(one => one.Name.Equals(feed, StringComparison.OrdinalIgnoreCase)) is not { } found)
        {
            return (null, symbol, SymbolStock.None, Missing(
                $"There is no feed {Format.Quoted(feed)}; there are {string.Join(", ", FeedCatalog.All.Select(one => one.Name))}."));
        }

        // A slash comes escaped from programs that escape what they put into a path, and the server leaves it so.
        symbol = Uri.UnescapeDataString(symbol);
        if (!Symbol.TryParse(symbol, out var name))
        {
            return (found, symbol, SymbolStock.None, Missing($"{Format.Quoted(symbol)} is no symbol: it must be {Symbol.Rule}."));
        }

        var stock = await deletions.CountAsync(found, name, cancellationToken);
        return (found, name, stock, stock.IsEmpty ? Missing($"Nothing is stored of {name} in feed {found.Name}.") : null);
    }

    private static ProblemHttpResult Missing(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status404NotFound);
}

/// <summary>How much is stored of a symbol of a feed.</summary>
internal sealed record StockBody(
    string Feed,
    string Symbol,
    [property: Description("What the feed has sent of it: trades, quotes, orders, reports and so on.")] long Events,
    [property: Description("Minute candles, one a venue.")] long Candles,
    [property: Description("Of the commodity book, or reported by traders.")] long Positions,
    long Alerts,
    [property: Description("Prices with alerts.")] long Levels)
{
    public static StockBody Of(string feed, string symbol, SymbolStock stock) =>
        new(feed, symbol, stock.Events, stock.Candles, stock.Positions, stock.Alerts, stock.Levels);
}

/// <summary>A symbol that was deleted, with what has gone so far.</summary>
internal sealed record DeletionBody(
    long Id,
    string Feed,
    string Symbol,
    DateTime BeganAt,
    [property: Description("Null while it goes on.")] DateTime? EndedAt,
    StockBody Deleted)
{
    public static DeletionBody Of(SymbolDeletion deletion) => new(
        deletion.Id, deletion.Feed, deletion.Symbol, deletion.BeganAt, deletion.EndedAt,
        StockBody.Of(deletion.Feed, deletion.Symbol, deletion.Stock));
}
