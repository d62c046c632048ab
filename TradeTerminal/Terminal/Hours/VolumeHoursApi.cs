using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using TradeTerminal.Api;

namespace TradeTerminal.Terminal.Hours;

/// <summary>Traded volume of a day by hour.</summary>
internal static class VolumeHoursApi
{
    public static void MapVolumeHours(this IEndpointRouteBuilder routes) => routes
        .MapGet("/api/volume/hours", ListAsync)
        .WithTags("Market")
        .WithSummary("What was traded in each hour of a UTC day")
        .WithDescription("By event time, of the chosen tickers together; an hour without a trade has no row. The hours of today add up to the volumes of /api/tickers.");

    private static async Task<Results<Ok<VolumeHour[]>, ValidationProblem>> ListAsync(
        VolumeHourStore store,
        TimeProvider time,
        [Description("A UTC day such as 2026-03-01; today without it.")] string? day,
        [Description("Symbols with commas between; none means all.")] string? tickers,
        CancellationToken cancellationToken)
    {
        var arguments = new QueryArguments();
        var (of, filter) = (arguments.Day(day, time.GetUtcNow().UtcDateTime), arguments.Tickers(tickers));
        return arguments.AreValid
            ? TypedResults.Ok((await store.AskAsync(new VolumeHourQuestion(of, of.AddDays(1), filter), cancellationToken)).Rows.ToArray())
            : arguments.Problem;
    }
}
