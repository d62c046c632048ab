using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using TradeTerminal.Api;
using TradeTerminal.Positions.Data;

namespace TradeTerminal.Positions.Day;

/// <summary>Profit and loss over a day by commodity or trader.</summary>
internal static class PnlDayApi
{
    public static void MapPnlDay(this IEndpointRouteBuilder routes) => routes
        .MapGet("/api/pnl/day", ListAsync)
        .WithTags("Positions")
        .WithSummary("Profit and loss over a UTC day, every five minutes")
        .WithDescription($"As it stood at each moment: realized since 00:00 UTC, and what was open at the newest price before. The sum first, then by name, ascending; of today the last point of each is now, with the figures of /api/pnl. At most {PnlDayFold.MostNames} commodities, the largest, have points of their own; of traders those of 'traders', or the {PnlNow.MostTraders} worst.");

    private static async Task<Results<Ok<PnlDayBody[]>, ValidationProblem>> ListAsync(
        PnlDayStore store,
        PositionsBoard board,
        PositionStore positions,
        TimeProvider time,
        [Description("commodities or traders; commodities without it.")] string? book,
        [Description("A UTC day such as 2026-03-01; today without it.")] string? day,
        [Description("Names of traders with commas between; their sum is of these.")] string? traders,
        CancellationToken cancellationToken)
    {
        var arguments = new QueryArguments();
        var isTraders = (arguments.Choice("book", book, PositionsApi.Books) ?? (traders is null ? null : "traders")) == "traders";
        var of = arguments.Day(day, time.GetUtcNow().UtcDateTime);
        string[] names = [.. (traders ?? "").ToUpperInvariant()
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().Order(StringComparer.Ordinal)];
        if (names.Length > PnlNow.MostTraders || (traders is not null && (names.Length == 0 || !isTraders)))
        {
            arguments.Refuse("traders", $"1 to {PnlNow.MostTraders} names with commas between, of the book traders");
        }

        if (!arguments.AreValid)
        {
            return arguments.Problem;
        }

        var question = new PnlQuestion(
            of, !isTraders ? null : names.Length > 0 ? string.Join(',', names) : PnlNow.TradersOf(board.Current));
        var answer = await store.AskAsync(question, cancellationToken);
        var (held, at) = (board.Current, time.GetUtcNow().UtcDateTime);
        var missing = PnlNow.Missing(held, question, at);
        var others = missing.Length == 0 ? [] : await positions.SumsAsync(missing, held.Limits, DateOnly.FromDateTime(at), cancellationToken);
        var now = PnlNow.Of(held, question, at, others).ToLookup(point => point.Name);
        return TypedResults.Ok(answer.Rows.GroupBy(point => point.Name).SelectMany(way => way.Concat(now[way.Key]))
            .Concat(now.Where(point => answer.Rows.All(row => row.Name != point.Key)).SelectMany(point => point))
            .Select(PnlDayBody.Of).ToArray());
    }
}

internal sealed record PnlDayBody(
    [property: Description("A commodity or a trader; null for their sum.")] string? Name,
    [property: Description("UTC; what happened before it counts.")] DateTime Time,
    [property: Description("Since 00:00 UTC; null of traders, whose reports do not say it.")] decimal? Realized,
    decimal Unrealized,
    [property: Description("Realized, where it is known, and unrealized.")] decimal Total,
    [property: Description("Traders' own figures of the day; null of the commodity book.")] decimal? Reported)
{
    public static PnlDayBody Of(PnlPoint point) => new(
        point.Name.Length == 0 ? null : point.Name, point.At, point.Realized, point.Unrealized, point.Total, point.Reported);
}
