using TradeTerminal.Alerts.Hours;
using TradeTerminal.Alerts.Rules;

namespace TradeTerminal.Alerts.Data;

internal static class AlertServices
{
    /// <summary>Alerts on screen and what a person does about them.</summary>
    public static void AddAlertDesk(this IServiceCollection services)
    {
        services.AddSingleton<AlertBoard>();
        services.AddHostedService(provider => provider.GetRequiredService<AlertBoard>());
        services.AddSingleton<AlertStore>();
        services.AddSingleton<AlertHourStore>();
        services.AddSingleton<AlertDesk>();
        services.AddSingleton<RuleTrial>();
        services.AddSingleton<MomentStore>();
    }
}
