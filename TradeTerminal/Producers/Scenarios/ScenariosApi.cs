using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace TradeTerminal.Producers.Scenarios;

/// <summary>Things that happen in a market, played and checked.</summary>
internal static class ScenariosApi
{
    public static void MapScenarios(this IEndpointRouteBuilder routes)
    {
        var scenarios = routes.MapGroup("/api/scenarios").WithTags("Scenarios");
        scenarios.MapGet("/", (ScenarioSet set) => TypedResults.Ok(set.All.Select(ScenarioBody.Of).ToArray()))
            .WithSummary("All scenarios with their last verdicts");
        scenarios.MapGet("/{name}", Get)
            .WithSummary("One scenario with its last verdict")
            .ProducesProblem(StatusCodes.Status404NotFound);
        scenarios.MapPost("/{name}", Start)
            .WithSummary("Run a scenario")
            .WithDescription("Sends its events, with symbols that begin with DEMO, into the topics of its feeds, and answers 202 at once; the verdict is there when it is no longer 'running'. 409 while it runs.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static Results<Ok<ScenarioBody>, ProblemHttpResult> Get(ScenarioSet set, string name) =>
        set.Find(name) is { } run ? TypedResults.Ok(ScenarioBody.Of(run)) : Unknown(set, name);

    private static Results<Accepted<ScenarioBody>, ProblemHttpResult> Start(
        ScenarioSet set, string name, [Description("true: over about half a minute, so that one can watch.")] bool slow = false) =>
        set.Find(name) is not { } run ? Unknown(set, name)
        : set.TryStart(run, slow) ? TypedResults.Accepted($"/api/scenarios/{run.Scenario.Name}", ScenarioBody.Of(run))
        : TypedResults.Problem($"Scenario '{name}' is running; wait for its verdict.", statusCode: StatusCodes.Status409Conflict);

    private static ProblemHttpResult Unknown(ScenarioSet set, string name) => TypedResults.Problem(
        $"There is no scenario '{name}'; there are {string.Join(", ", set.All.Select(run => run.Scenario.Name))}.",
        statusCode: StatusCodes.Status404NotFound);
}
