using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Ingest.Alerts.Outbox;

internal static class AlertServices
{
    /// <summary>What takes stored alerts to Kafka and to the webhook.</summary>
    public static void AddAlertOutbox(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<AlertOptions>(configuration.GetSection(AlertOptions.Section));
        services.AddSingleton<OutboxProblems>();
        services.AddSingleton<MadeUpPast>();
        services.AddHostedService<AlertPublisher>();
        services.AddHostedService<AlertNotifier>();
    }
}
