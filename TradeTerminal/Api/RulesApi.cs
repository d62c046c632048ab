using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using TradeTerminal.Alerts;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Alerts.Outbox;

namespace TradeTerminal.Api;

/// <summary>The rules that raise alerts: their settings, and what they would have done.</summary>
internal static class RulesApi
{
    public static void MapRules(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/rules", ListAsync)
            .WithTags("Alerts")
            .WithSummary("All rules with settings and state");
        routes.MapPut("/api/rules/{kind}", SaveAsync)
            .WithTags("Alerts")
            .WithSummary("Set a rule")
            .WithDescription("The body is the whole of its settings, as GET /api/rules has them; a name left out means its default. They apply to the next events.")
            .Accepts<JsonElement>("application/json")
            .ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapPost("/api/rules/{kind}/rehearse", RehearseAsync)
            .WithTags("Alerts")
            .WithSummary("What a rule would have done on the stored events")
            .WithDescription("Changes nothing. Without settings those in force are tried.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Ok<List<RuleBody>>> ListAsync(RuleBook book, AlertBoard board, CancellationToken cancellationToken)
    {
        var rules = await book.ReadAsync(cancellationToken);
        return TypedResults.Ok(Enum.GetValues<AlertKind>().Select(kind => RuleBody.Of(rules[kind], board.Current)).ToList());
    }

    private static async Task<Results<Ok<RuleBody>, ValidationProblem, ProblemHttpResult>> SaveAsync(
        RuleBook book, AlertBoard board, [Description("Kind of its alerts.")] string kind, [FromBody] JsonElement settings, CancellationToken cancellationToken)
    {
        if (!AlertKinds.TryParse(kind, out var rule))
        {
            return NoSuchRule();
        }

        if (Read(rule, settings, out var read) is { } problem)
        {
            return problem;
        }

        await book.SaveAsync(read!, cancellationToken);
        return TypedResults.Ok(RuleBody.Of(read!, board.Current));
    }

    private static async Task<Results<Ok<RehearsalBody>, ValidationProblem, ProblemHttpResult>> RehearseAsync(
        RuleBook book, RuleTrial trial, [Description("Kind of its alerts.")] string kind, [FromBody] RehearsalStart? rehearsal, CancellationToken cancellationToken)
    {
        if (!AlertKinds.TryParse(kind, out var rule))
        {
            return NoSuchRule();
        }

        var hours = rehearsal?.Hours ?? RuleTrial.DefaultHours;
        if (hours is < 1 or > RuleTrial.MostHours)
        {
            var arguments = new QueryArguments();
            arguments.Refuse("hours", $"a whole number from 1 to {RuleTrial.MostHours}");
            return arguments.Problem;
        }

        var settings = (await book.ReadAsync(cancellationToken))[rule];
        if (rehearsal?.Settings is { ValueKind: not JsonValueKind.Null } given && Read(rule, given, out settings) is { } problem)
        {
            return problem;
        }

        try
        {
            return TypedResults.Ok(RehearsalBody.Of(await trial.RunAsync(settings!, hours, cancellationToken)));
        }
        catch (TimeoutException exception)
        {
            return TypedResults.Problem(
                exception.Message, statusCode: StatusCodes.Status503ServiceUnavailable, title: "The rehearsal did not end.");
        }
    }

    /// <summary>Null when all is well.</summary>
    private static ValidationProblem? Read(AlertKind rule, JsonElement given, out RuleSettings? settings)
    {
        settings = null;
        try
        {
            settings = RuleJson.Read(rule, given.GetRawText());
        }
        catch (JsonException exception)
        {
            return ApiExceptions.Body(exception);
        }

        var arguments = new QueryArguments();
        foreach (var (name, problem) in settings.Problems())
        {
            arguments.Add(name, problem);
        }

        return arguments.AreValid ? null : arguments.Problem;
    }

    private static ProblemHttpResult NoSuchRule() => TypedResults.Problem(
        $"The rules are {string.Join(", ", AlertKinds.All)}.", statusCode: StatusCodes.Status404NotFound, title: "No such rule.");
}

/// <summary>A rule as it is set, and what it has done.</summary>
internal sealed record RuleBody(
    string Kind,
    bool Enabled,
    [property: Description("For so many seconds of event time after an alert it is silent about the same thing, unless it becomes graver.")] int CoolDownSeconds,
    [property: Description("Kafka topic of its alerts.")] string Topic,
    [property: Description("The whole settings, as PUT takes them.")] JsonElement Settings,
    [property: Description("The settings of a rule that was never set.")] JsonElement Defaults,
    [property: Description("Alerts with an event time of the last 24 hours; counted up to 10,000.")] int AlertsLastDay,
    [property: Description("Event time of its newest alert, UTC.")] DateTime? LastFired)
{
    public static RuleBody Of(RuleSettings settings, AlertsSnapshot alerts)
    {
        var activity = alerts.Activity.FirstOrDefault(rule => rule.Kind == settings.Kind.Code());
        return new RuleBody(
            settings.Kind.Code(), settings.Enabled, settings.CoolDownSeconds, settings.Kind.Topic(), RuleJson.ToElement(settings),
            RuleJson.ToElement(RuleSet.Default[settings.Kind]), activity?.LastDay ?? 0, activity?.LastFired);
    }
}

/// <summary>What to rehearse; every field may be missing.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RehearsalStart(
    [property: Description("Settings to try; those in force when left out.")] JsonElement? Settings,
    [property: Description("How far to look back, 1 to 168.")] int? Hours);

/// <summary>What a rule would have done.</summary>
internal sealed record RehearsalBody(
    [property: Description("Alerts without a cool-down.")] long Fired,
    [property: Description("Alerts with the cool-down of the settings.")] long FiredWithCoolDown,
    [property: Description("The first of them by event time.")] List<AlertBody> First,
    [property: Description("Stored events it looked at.")] long Events,
    DateTime From,
    DateTime To)
{
    public static RehearsalBody Of(TrialResult trial) => new(
        trial.Result.WithoutCoolDown, trial.Result.Fired, [.. trial.Result.First.Select(alert => AlertBody.Of(alert, ""))],
        trial.Result.Events, trial.From, trial.To);
}
