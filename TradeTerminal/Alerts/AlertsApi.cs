using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using TradeTerminal.Alerts.Data;
using TradeTerminal.Api;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Alerts.Outbox;

namespace TradeTerminal.Alerts;

/// <summary>Alerts and what a person does about them.</summary>
internal static class AlertsApi
{
    public const int DefaultLimit = 100;
    public const int LargestLimit = 1_000;

    public static void MapAlerts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/alerts", ListAsync)
            .WithTags("Alerts")
            .WithSummary("Alerts, newest first")
            .WithDescription("By event time. The Link header carries the address of the next page.");
        routes.MapGet("/api/alerts/{id}", ReadAsync)
            .WithTags("Alerts")
            .WithSummary("An alert and why it was raised")
            .WithDescription("With its condition, the numbers put in, and whether it holds when it is computed again from its inputs alone.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapPost("/api/alerts/{id}/acknowledge", AcknowledgeAsync)
            .WithTags("Alerts")
            .WithSummary("Acknowledge an alert")
            .WithDescription("Gives the alert. One that was acknowledged before keeps its time.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapDelete("/api/alerts/{id}/acknowledge", UndoAsync)
            .WithTags("Alerts")
            .WithSummary("Take an acknowledgement back")
            .WithDescription("Gives the alert, which asks for attention again. One that was not acknowledged stays as it is.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<List<AlertBody>>, ValidationProblem>> ListAsync(
        HttpContext context,
        AlertStore alerts,
        [Description("Only one kind.")] string? kind,
        [Description("Only one symbol, or one trader.")] string? symbol,
        [Description("Only these symbols, with commas between, or those of a watchlist, list:NAME.")] string? symbols,
        [Description("Only one severity.")] string? severity,
        [Description("Alerts with this event time or later.")] string? since,
        [Description("Alerts a page.")] string? limit,
        [Description("Cursor of the page before, from its Link header.")] string? before,
        CancellationToken cancellationToken)
    {
        var arguments = new QueryArguments();
        var query = new AlertQuery(
            arguments.Kind(kind), arguments.AlertSymbol(symbol), arguments.Severity(severity), arguments.Time("since", since))
        {
            Symbols = arguments.Tickers(symbols, "symbols") is { IsNone: false } chosen ? chosen.Symbols : [""],
        };
        var size = arguments.Number("limit", limit, DefaultLimit, 1, LargestLimit);
        var after = Cursor.Read<AlertKey>(before, arguments);
        if (!arguments.AreValid)
        {
            return arguments.Problem;
        }

        var rows = await alerts.ReadAsync(query, after, size + 1, cancellationToken);
        if (rows.Count > size)
        {
            rows.RemoveAt(size);
            Cursor.Announce(context, Cursor.Write(AlertKey.Of(rows[^1])));
        }

        return TypedResults.Ok(rows.ConvertAll(AlertBody.Of));
    }

    private static Task<Results<Ok<AlertBody>, ProblemHttpResult>> AcknowledgeAsync(
        AlertStore alerts, AlertDesk desk, [Description("Its alertId.")] string id, CancellationToken cancellationToken) =>
        ChangeAsync(alerts, id, alertId => desk.AcknowledgeAsync([alertId], cancellationToken), cancellationToken);

    private static Task<Results<Ok<AlertBody>, ProblemHttpResult>> UndoAsync(
        AlertStore alerts, AlertDesk desk, [Description("Its alertId.")] string id, CancellationToken cancellationToken) =>
        ChangeAsync(alerts, id, alertId => desk.UndoAsync(alertId, cancellationToken), cancellationToken);

    private static async Task<Results<Ok<AlertBody>, ProblemHttpResult>> ChangeAsync(
        AlertStore alerts, string id, Func<Guid, Task> change, CancellationToken cancellationToken)
    {
        if (Guid.TryParseExact(id, "D", out var alertId))
        {
            await change(alertId);
            if (await alerts.FindAsync(alertId, cancellationToken) is { } row)
            {
                return TypedResults.Ok(AlertBody.Of(row));
            }
        }

        return NoSuchAlert();
    }

    private static async Task<Results<Ok<ExplainedAlertBody>, ProblemHttpResult>> ReadAsync(
        AlertStore alerts, [Description("Its alertId.")] string id, CancellationToken cancellationToken) =>
        Guid.TryParseExact(id, "D", out var alertId) && await alerts.FindAsync(alertId, cancellationToken) is { } row
            ? TypedResults.Ok(ExplainedAlertBody.Of(row))
            : NoSuchAlert();

    private static ProblemHttpResult NoSuchAlert() => TypedResults.Problem(
        "There is no alert with this id; GET /api/alerts lists them.", statusCode: StatusCodes.Status404NotFound, title: "No such alert.");
}

/// <summary>An alert and why it was raised.</summary>
internal sealed record ExplainedAlertBody(
    AlertBody Alert,
    [property: Description("The condition with its numbers put in; null where its inputs are not those of its kind.")] string? Condition,
    [property: Description("Whether it holds when it is computed again from the inputs; null without a condition.")] bool? Holds)
{
    public static ExplainedAlertBody Of(AlertRow row)
    {
        var condition = Data.Condition.Of(row, AlertFigures.Of(row));
        return new ExplainedAlertBody(AlertBody.Of(row), condition?.Text, condition?.Holds);
    }
}
