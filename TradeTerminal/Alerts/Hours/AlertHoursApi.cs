using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using TradeTerminal.Api;

namespace TradeTerminal.Alerts.Hours;

/// <summary>Alerts of a day counted by hour and kind.</summary>
internal static class AlertHoursApi
{
    public static void MapAlertHours(this IEndpointRouteBuilder routes) => routes
        .MapGet("/api/alerts/hours", ListAsync)
        .WithTags("Alerts")
        .WithSummary("How many alerts each hour of a UTC day has, by kind")
        .WithDescription("By event time, in the order of hours, then kinds; a kind has no row for an hour without alerts.");

    private static async Task<Results<Ok<AlertHour[]>, ValidationProblem>> ListAsync(
        AlertHourStore store,
        TimeProvider time,
        [Description("A UTC day such as 2026-03-01; today without it.")] string? day,
        [Description("Only one symbol, or one trader.")] string? symbol,
        [Description("Only these symbols, with commas between, or those of a watchlist, list:NAME.")] string? symbols,
        [Description("Only one severity.")] string? severity,
        CancellationToken cancellationToken)
    {
        var arguments = new QueryArguments();
        var of = arguments.Day(day, time.GetUtcNow().UtcDateTime);
        var members = arguments.Tickers(symbols, "symbols") is { IsAll: false } chosen ? chosen.Symbols : null;
        var question = AlertHourQuestion.Of(1, of, arguments.AlertSymbol(symbol), members, arguments.Severity(severity));
        return arguments.AreValid
            ? TypedResults.Ok((await store.AskAsync(question, cancellationToken)).Rows.ToArray())
            : arguments.Problem;
    }
}
