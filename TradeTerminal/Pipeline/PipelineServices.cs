using TradeTerminal.Pipeline.Incidents;
using TradeTerminal.Pipeline.Minutes;
using TradeTerminal.Pipeline.Rejects;
using TradeTerminal.Pipeline.Resubmissions;

namespace TradeTerminal.Pipeline;

/// <summary>What the Pipeline page reads, and what keeps its past.</summary>
internal static class PipelineServices
{
    public static void AddPipeline(this IServiceCollection services)
    {
        services.AddSingleton<RejectStore>();
        services.AddSingleton<RejectExport>();
        services.AddSingleton<ResubmissionStore>();
        services.AddSingleton<ResubmitLog>();
        services.AddSingleton<ResubmissionWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<ResubmissionWatch>());
        services.AddSingleton<Resubmitter>();
        services.AddSingleton<MinuteBook>();
        services.AddSingleton<IncidentBook>();
        services.AddSingleton<IncidentStore>();
        services.AddSingleton<PipelineStore>();
        services.AddSingleton<EventStore>();
        services.AddSingleton<TerminalRun>();
        services.AddSingleton<PipelineWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<PipelineWatch>());
        services.AddSingleton<PipelineWriter>();
        services.AddHostedService(provider => provider.GetRequiredService<PipelineWriter>());
    }
}
