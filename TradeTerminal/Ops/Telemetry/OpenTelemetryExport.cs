using OpenTelemetry;
using OpenTelemetry.Resources;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Tracing;
using TradeTerminal.Ops.Metrics;

namespace TradeTerminal.Ops.Telemetry;

/// <summary>
/// Traces, metrics and logs to whoever takes OTLP, by the variables OpenTelemetry has for it (<c>OTEL_…</c>). Without an endpoint there is
/// none of it: no listener, so no span either.
/// </summary>
internal static class OpenTelemetryExport
{
    public const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";
    public const string EndpointRule = "an address such as http://localhost:4317";

    private const string ServiceNameKey = "OTEL_SERVICE_NAME";

    public static bool IsEndpoint(string text) =>
        text.Length == 0 || (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https");

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration[EndpointKey]))
        {
            return;
        }

        builder.Services.AddHostedService<PublishTraces>();
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                builder.Configuration[ServiceNameKey] is { Length: > 0 } name ? name : "trade-terminal", serviceVersion: ProductVersion.Text))
            .WithTracing(traces => traces.AddSource(Traces.SourceName))
            .WithMetrics(metrics => metrics.AddMeter(FeedMeter.Name, TerminalMeter.Name, "System.Runtime"))
            .WithLogging(null, options => (options.IncludeFormattedMessage, options.ParseStateValues) = (true, true))
            .UseOtlpExporter();
    }
}
