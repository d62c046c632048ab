using Microsoft.Extensions.Logging.Console;
using TradeTerminal.Api.Streaming;
using TradeTerminal.Ingest.Runs;
using TradeTerminal.Ops.Metrics;
using TradeTerminal.Ops.Telemetry;
using TradeTerminal.Producers;

namespace TradeTerminal.Ops;

/// <summary>What keeps the terminal safe and says how it is.</summary>
internal static class Operation
{
    public static void AddOperation(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        Startup.AddTo(builder);
        if (services.Any(service => service.ServiceType == typeof(RunLimits)))
        {
            // Standard output is for the summary alone. What is read is what others send, unless made-up events are asked for.
            services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
            services.PostConfigure<ProducerOptions>(
                options => options.AutoStart &= builder.Configuration["Producer:AutoStart"] is not null);
        }

        builder.AddTelemetry();
        services.AddSingleton<StreamCount>();
        services.AddSingleton<DatabaseProbe>();
        services.AddSingleton<Readiness>();
        services.AddSingleton<PrometheusExporter>();
        services.AddHostedService(provider => provider.GetRequiredService<PrometheusExporter>());
        services.AddHostedService<TerminalMeter>();
    }
}
