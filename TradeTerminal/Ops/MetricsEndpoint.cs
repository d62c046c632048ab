using Microsoft.AspNetCore.Http.HttpResults;
using TradeTerminal.Ops.Metrics;

namespace TradeTerminal.Ops;

/// <summary>For Prometheus.</summary>
internal static class MetricsEndpoint
{
    public static void MapMetrics(this IEndpointRouteBuilder routes) => routes
        .MapGet("/metrics", Write)
        .WithTags("Operation")
        .WithSummary("Metrics as Prometheus text")
        .WithDescription("Counters and gauges per feed and partition, batch sizes and write times, the market, the producer, circuits, requests and the runtime.")
        .Produces<string>(StatusCodes.Status200OK, "text/plain");

    private static ContentHttpResult Write(PrometheusExporter exporter) =>
        TypedResults.Text(exporter.Write(), "text/plain; version=0.0.4; charset=utf-8");
}
