using TradeTerminal.Api.Streaming;
using TradeTerminal.Ops.Metrics;

namespace TradeTerminal.Ops;

/// <summary>What keeps the terminal safe and says how it is.</summary>
internal static class Operation
{
    public static void AddOperation(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        Startup.AddTo(builder);
        services.AddSingleton<StreamCount>();
        services.AddSingleton<DatabaseProbe>();
        services.AddSingleton<Readiness>();
        services.AddSingleton<PrometheusExporter>();
        services.AddHostedService(provider => provider.GetRequiredService<PrometheusExporter>());
        services.AddHostedService<TerminalMeter>();
    }
}
