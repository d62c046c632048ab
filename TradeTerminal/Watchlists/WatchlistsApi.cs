using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using TradeTerminal.Api;
using TradeTerminal.Market.Symbols;

namespace TradeTerminal.Watchlists;

/// <summary>The watchlists of this terminal.</summary>
internal static class WatchlistsApi
{
    public static void MapWatchlists(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/watchlists", ListAsync)
            .WithTags("Watchlists")
            .WithSummary("All watchlists by name")
            .WithDescription("Where an address takes tickers or symbols, list:NAME stands for the symbols of a list.");
        routes.MapPut("/api/watchlists/{name}", SaveAsync)
            .WithTags("Watchlists")
            .WithSummary("Make a watchlist, or put another in its place")
            .WithDescription("Symbols that nothing is stored of are kept, and named in the answer.");
        routes.MapDelete("/api/watchlists/{name}", DeleteAsync)
            .WithTags("Watchlists")
            .WithSummary("Delete a watchlist")
            .WithDescription("Also answers 204 where there is none.");
    }

    private static async Task<Ok<List<WatchlistBody>>> ListAsync(WatchlistBook book, SymbolCatalogue catalogue, CancellationToken cancellationToken)
    {
        await catalogue.RefreshAsync();
        return TypedResults.Ok((await book.ReadAsync(cancellationToken)).All.Select(list => WatchlistBody.Of(list, catalogue.Current)).ToList());
    }

    private static async Task<Results<Ok<WatchlistBody>, ValidationProblem>> SaveAsync(
        WatchlistBook book, SymbolCatalogue catalogue, [Description("1 to 32 of letters, digits, - and _; kept in lower case.")] string name,
        WatchlistStart list, CancellationToken cancellationToken)
    {
        var arguments = new QueryArguments();
        var read = WatchlistText.Read(string.Join('\n', [.. (list.Symbols ?? []).Select(Whole), list.Text]));
        if (!read.Wrong.IsEmpty)
        {
            arguments.Refuse(list.Symbols is null ? "text" : "symbols",
                $"symbols, each {Ingest.Feeds.Judging.Symbol.Rule}; not so are {string.Join(", ", read.Wrong.Take(5).Select(Controls.Format.Quoted))}");
            return arguments.Problem;
        }

        var saved = new Watchlist(name.ToLowerInvariant(), read.Symbols);
        try
        {
            await book.SaveAsync(saved, cancellationToken);
        }
        catch (WatchlistException exception)
        {
            arguments.Add(exception.Field, exception.Message);
            return arguments.Problem;
        }

        await catalogue.RefreshAsync();
        return TypedResults.Ok(WatchlistBody.Of(saved, catalogue.Current));
    }

    /// <summary>One of several stays as it is: spaces, commas and an exchange before it belong to it, or make it wrong.</summary>
    private static string Whole(string symbol) => symbol.Contains('"', StringComparison.Ordinal) ? symbol : $"\"{symbol.Trim()}\"";

    private static async Task<NoContent> DeleteAsync(
        WatchlistBook book, [Description("In any case.")] string name, CancellationToken cancellationToken)
    {
        await book.DeleteAsync(name, cancellationToken);
        return TypedResults.NoContent();
    }
}

/// <summary>What a list is made of: one of the two, or both, one after the other.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record WatchlistStart(
    [property: Description("Bare names of symbols of any feed, in order.")] IReadOnlyList<string>? Symbols = null,
    [property: Description("The same as a text, with commas, semicolons, spaces or new lines between them.")] string? Text = null);

/// <summary>A watchlist.</summary>
internal sealed record WatchlistBody(
    string Name,
    [property: Description("In the order somebody gave them; 1 to 500.")] IReadOnlyList<string> Symbols,
    [property: Description("Those of them that nothing is stored of.")] IReadOnlyList<string> Unknown)
{
    public static WatchlistBody Of(Watchlist list, SymbolNames names) =>
        new(list.Name, list.Symbols, [.. list.Symbols.Where(symbol => !names.HasSymbol(symbol))]);
}
