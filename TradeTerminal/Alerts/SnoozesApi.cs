using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using TradeTerminal.Alerts.Data;
using TradeTerminal.Api;
using TradeTerminal.Ingest.Alerts;

namespace TradeTerminal.Alerts;

/// <summary>Alerts that are kept out of the way for a while.</summary>
internal static class SnoozesApi
{
    public static void MapSnoozes(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/alerts/snooze", List)
            .WithTags("Alerts")
            .WithSummary("What is snoozed now");
        routes.MapPost("/api/alerts/snooze", SnoozeAsync)
            .WithTags("Alerts")
            .WithSummary("Snooze alerts of one kind about one symbol")
            .WithDescription("They are still raised, stored and published, but need no attention on the screens and are not sent to the webhook. Takes the place of an earlier snooze. A graver alert than the severity passes.");
        routes.MapDelete("/api/alerts/snooze", WakeAsync)
            .WithTags("Alerts")
            .WithSummary("End a snooze")
            .WithDescription("Also answers 204 where there is none.");
    }

    private static Ok<List<SnoozeBody>> List(AlertBoard board, TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return TypedResults.Ok(board.Current.Snoozes.Where(snooze => snooze.Until > now).Select(SnoozeBody.Of).ToList());
    }

    private static async Task<Results<Ok<SnoozeBody>, ValidationProblem>> SnoozeAsync(
        AlertDesk desk, TimeProvider time, SnoozeStart snooze, CancellationToken cancellationToken)
    {
        var arguments = new QueryArguments();
        var kind = arguments.Kind(snooze.Kind, isRequired: true);
        var symbol = arguments.AlertSymbol(snooze.Symbol, isRequired: true);
        var severity = arguments.Severity(snooze.Severity);
        if (snooze.Minutes is not (>= 1 and <= AlertDesk.LongestSnoozeMinutes))
        {
            arguments.Refuse("minutes", $"a whole number from 1 to {AlertDesk.LongestSnoozeMinutes}");
        }

        if (!arguments.AreValid)
        {
            return arguments.Problem;
        }

        var until = time.GetUtcNow().UtcDateTime.AddMinutes(snooze.Minutes!.Value);
        var upTo = await desk.SnoozeAsync(kind!, symbol!, severity, until, cancellationToken);
        return TypedResults.Ok(new SnoozeBody(kind!, symbol!, until, upTo));
    }

    private static async Task<Results<NoContent, ValidationProblem>> WakeAsync(
        AlertDesk desk,
        [Description("Kind of the alerts.")] string? kind,
        [Description("Their symbol, or trader.")] string? symbol,
        CancellationToken cancellationToken)
    {
        var arguments = new QueryArguments();
        var (ofKind, about) = (arguments.Kind(kind, isRequired: true), arguments.AlertSymbol(symbol, isRequired: true));
        if (!arguments.AreValid)
        {
            return arguments.Problem;
        }

        await desk.WakeAsync(ofKind!, about!, cancellationToken);
        return TypedResults.NoContent();
    }
}

/// <summary>What to snooze, and for how long; all but the severity are needed.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SnoozeStart(
    [property: Description("Kind of the alerts.")] string? Kind,
    [property: Description("Their symbol, or trader.")] string? Symbol,
    [property: Description("1 to 10,080, which is a week.")] int? Minutes,
    [property: Description("The gravest to snooze; left out: that of the newest such alert, or any where there is none.")] string? Severity = null);

/// <summary>Alerts of one kind about one symbol that need no attention until a time.</summary>
internal sealed record SnoozeBody(
    string Kind,
    string Symbol,
    [property: Description("UTC.")] DateTime Until,
    [property: Description("The gravest that is snoozed; null: any.")] string? Severity)
{
    public static SnoozeBody Of(AlertSnoozeRow row) => new(row.Kind, row.Symbol, row.Until, row.Severity);
}
