using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using TradeTerminal.Api;
using TradeTerminal.Ingest.Runs;

namespace TradeTerminal.Runs;

/// <summary>Runs that ended by themselves.</summary>
internal static class RunsApi
{
    private const int DefaultLimit = 100;
    private const int LargestLimit = 1_000;

    public static void MapRuns(this IEndpointRouteBuilder routes) => routes
        .MapGet("/api/runs", ListAsync)
        .WithTags("Operation")
        .WithSummary("Runs with limits, newest first")
        .WithDescription("Each a start with --max-messages, --idle or --until, with what it printed when it ended. 'endedBy' is one of these, or 'stopped'.");

    private static async Task<Results<Ok<List<RunSummary>>, ValidationProblem>> ListAsync(
        RunStore runs, [Description("At most this many.")] string? limit, CancellationToken cancellationToken)
    {
        var arguments = new QueryArguments();
        var size = arguments.Number("limit", limit, DefaultLimit, 1, LargestLimit);
        return arguments.AreValid ? TypedResults.Ok(await runs.ReadAsync(size, cancellationToken)) : arguments.Problem;
    }
}
