using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.Extensions;
using TradeTerminal.Api;
using TradeTerminal.Settings;

namespace TradeTerminal.Watchlists;

/// <summary>
/// Puts the symbols of a watchlist in the place of <c>list:NAME</c> in the arguments <c>tickers</c> and <c>symbols</c>, so that every
/// address that takes symbols takes lists. A list is read as it is when the request comes.
/// </summary>
internal sealed class WatchlistArguments(RequestDelegate next, WatchlistBook book)
{
    private static readonly string[] Names = ["tickers", "symbols"];

    /// <summary>Pages resolve lists themselves, since their addresses keep the names.</summary>
    public static bool AreFor(HttpContext context) => TerminalApi.IsApi(context) || context.Request.Path.StartsWithSegments("/live");

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!request.Query.Any(pair => IsOurs(pair.Key) && HasList(pair.Value)))
        {
            await next(context);
            return;
        }

        // A browser sends along what it has looked at; a program names the symbols.
        var recent = ViewerSettings.Parse(request.Cookies[ViewerSettings.Cookie]).Recent;
        var lists = await book.ReadAsync(context.RequestAborted);
        lists = recent.Symbols.IsEmpty ? lists : lists.With(recent);
        var arguments = new QueryArguments();
        var query = new QueryBuilder();
        foreach (var (name, values) in request.Query)
        {
            foreach (var value in values)
            {
                var missing = ImmutableArray<string>.Empty;
                query.Add(name, IsOurs(name) ? lists.Expand(value, out missing) ?? "" : value ?? "");
                if (!missing.IsEmpty)
                {
                    arguments.Add(name, $"'{name}': {string.Join("; ", missing.Select(WatchlistSet.Missing))}. {WhereTheyAre(missing)}");
                }
            }
        }

        if (arguments.AreValid)
        {
            request.QueryString = query.ToQueryString();
            await next(context);
        }
        else
        {
            await arguments.Problem.ExecuteAsync(context);
        }
    }

    private static string WhereTheyAre(ImmutableArray<string> missing) =>
        missing.Contains(RecentSymbols.ListName, StringComparer.OrdinalIgnoreCase)
            ? "A browser keeps its own: name the symbols instead."
            : "GET /api/watchlists has those there are.";

    private static bool IsOurs(string name) => Names.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static bool HasList(string? text) => text?.Contains(Market.TickerFilter.ListPrefix, StringComparison.OrdinalIgnoreCase) == true;
}
