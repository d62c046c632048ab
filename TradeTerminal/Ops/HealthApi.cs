using System.ComponentModel;
using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace TradeTerminal.Ops;

/// <summary>For whoever keeps the terminal running.</summary>
internal static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", Live)
            .WithTags("Operation")
            .WithSummary("The process answers");
        routes.MapGet("/health/ready", ReadyAsync)
            .WithTags("Operation")
            .WithSummary("Every part does its work")
            .WithDescription("The database and the brokers answer, and the loops between them move.")
            .Produces<HealthBody>()
            .Produces<HealthBody>(StatusCodes.Status503ServiceUnavailable);
    }

    private static Ok<HealthBody> Live(TimeProvider time)
    {
        using var process = Process.GetCurrentProcess();
        var running = time.GetUtcNow().UtcDateTime - process.StartTime.ToUniversalTime();
        return TypedResults.Ok(
            new HealthBody("up", ProductVersion.Text, [new HealthPart("process", "up", $"for {running.TotalSeconds:F0} s")]));
    }

    private static async Task<JsonHttpResult<HealthBody>> ReadyAsync(Readiness readiness, CancellationToken cancellationToken)
    {
        var parts = await readiness.CheckAsync(cancellationToken);
        var ready = parts.All(part => part.IsUp);
        return TypedResults.Json(
            new HealthBody(
                ready ? "ready" : "not ready", ProductVersion.Text,
                [.. parts.Select(part => new HealthPart(part.Name, part.IsUp ? "up" : "down", part.Why))]),
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}

internal sealed record HealthBody(string Status, string Version, HealthPart[] Parts);

internal sealed record HealthPart(
    string Name,
    [property: Description("up or down")] string State,
    [property: Description("The reason in words.")] string? Why);
