using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using TradeTerminal.Alerts.Data;
using TradeTerminal.Api;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Alerts.Outbox;
using TradeTerminal.Ingest.Alerts.Settings;

namespace TradeTerminal.Alerts.Rules;

/// <summary>The rules that raise alerts: their settings, and what they would have done.</summary>
internal static class RulesApi
{
    private const string UpdatedAt = "updatedAt";

    public static void MapRules(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/rules", ListAsync)
            .WithTags("Alerts")
            .WithSummary("All rules with settings and state");
        routes.MapPut("/api/rules/{kind}", SaveAsync)
            .WithTags("Alerts")
            .WithSummary("Set a rule")
            .WithDescription("The body is the whole of its settings, as GET /api/rules has them; a name left out means its default. They apply to the next events. With updatedAt, as GET /api/rules has it, they are saved only if nobody has saved the rule since.")
            .Accepts<JsonElement>("application/json")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapPost("/api/rules/{kind}/rehearse", RehearseAsync)
            .WithTags("Alerts")
            .WithSummary("What a rule would have done on the stored events")
            .WithDescription("Changes nothing. Without settings those in force are tried.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Ok<List<RuleBody>>> ListAsync(RuleBook book, AlertBoard board, CancellationToken cancellationToken)
    {
        await book.ReadAsync(cancellationToken);
        return TypedResults.Ok(AlertKinds.Rules.Select(kind => RuleBody.Of(book[kind], board.Current)).ToList());
    }

    private static async Task<Results<Ok<RuleBody>, ValidationProblem, ProblemHttpResult>> SaveAsync(
        RuleBook book, AlertBoard board, [Description("Kind of its alerts.")] string kind, [FromBody] JsonElement settings,
        CancellationToken cancellationToken)
    {
        if (!AlertKinds.TryParseRule(kind, out var rule))
        {
            return NoSuchRule();
        }

        if (Condition(ref settings, out var updatedAt) is { } refused)
        {
            return refused;
        }

        if (Read(rule, settings, out var read) is { } problem)
        {
            return problem;
        }

        if (updatedAt is null)
        {
            await book.SaveAsync(read!, cancellationToken);
        }
        else if (!await book.TrySaveAsync(read!, updatedAt.At, cancellationToken))
        {
            return TypedResults.Problem(
                "Somebody has saved it since the updatedAt given. Read it again and decide; nothing is changed.",
                statusCode: StatusCodes.Status409Conflict, title: "The rule was changed meanwhile.");
        }

        return TypedResults.Ok(RuleBody.Of(book[rule], board.Current));
    }

    /// <summary>Takes the condition out of the settings; null when there is none. A null in it: never saved.</summary>
    private static ValidationProblem? Condition(ref JsonElement settings, out SavedBefore? updatedAt)
    {
        updatedAt = null;
        if (settings.ValueKind != JsonValueKind.Object || !settings.TryGetProperty(UpdatedAt, out var given))
        {
            return null;
        }

        DateTimeOffset at = default;
        if (given.ValueKind != JsonValueKind.Null && !(given.ValueKind == JsonValueKind.String && given.TryGetDateTimeOffset(out at)))
        {
            var arguments = new QueryArguments();
            arguments.Refuse(UpdatedAt, "the time that GET /api/rules gives, or null");
            return arguments.Problem;
        }

        updatedAt = new SavedBefore(given.ValueKind == JsonValueKind.Null ? null : at.UtcDateTime);
        settings = JsonSerializer.SerializeToElement(
            settings.EnumerateObject().Where(setting => setting.Name != UpdatedAt).ToLookup(setting => setting.Name)
                .ToDictionary(same => same.Key, same => same.Last().Value));
        return null;
    }

    private static async Task<Results<Ok<RehearsalBody>, ValidationProblem, ProblemHttpResult>> RehearseAsync(
        RuleBook book, RuleTrial trial, [Description("Kind of its alerts.")] string kind, [FromBody] RehearsalStart? rehearsal,
        CancellationToken cancellationToken)
    {
        if (!AlertKinds.TryParseRule(kind, out var rule))
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
        $"The rules are {string.Join(", ", AlertKinds.Rules.Select(known => known.Code()))}.", statusCode: StatusCodes.Status404NotFound, title: "No such rule.");

    /// <summary>What a rule must still be to be saved; null is never saved.</summary>
    private sealed record SavedBefore(DateTime? At);
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
    [property: Description("Event time of its newest alert, UTC.")] DateTime? LastFired,
    [property: Description("When it was saved, UTC; null when it never was. PUT takes it as a condition.")] DateTime? UpdatedAt)
{
    public static RuleBody Of(SavedRule rule, AlertsSnapshot alerts)
    {
        var settings = rule.Settings;
        var activity = alerts.Activity.FirstOrDefault(one => one.Kind == settings.Kind.Code());
        return new RuleBody(
            settings.Kind.Code(), settings.Enabled, settings.CoolDownSeconds, settings.Kind.Topic(), RuleJson.ToElement(settings),
            RuleJson.ToElement(RuleSet.Default[settings.Kind]), activity?.LastDay ?? 0, activity?.LastFired, rule.UpdatedAt);
    }
}

/// <summary>What to rehearse; every field may be missing.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RehearsalStart(
    [property: Description("Settings to try; those in force when left out.")] JsonElement? Settings = null,
    [property: Description("How far to look back, 1 to 168.")] int? Hours = null);

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
        trial.Result.WithoutCoolDown, trial.Result.Fired, [.. trial.Result.First.Select(alert => AlertBody.Of(alert, "", null))],
        trial.Result.Events, trial.From, trial.To);
}
