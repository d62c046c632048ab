namespace TradeTerminal.Producers.Scenarios;

internal static class ScenarioServices
{
    public static void AddScenarios(this IServiceCollection services)
    {
        services.AddSingleton<ScenarioSet>();
        services.AddSingleton<ScenarioLeftovers>();
        services.AddHostedService(provider => provider.GetRequiredService<ScenarioSet>());
    }
}
