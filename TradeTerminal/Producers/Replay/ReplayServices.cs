namespace TradeTerminal.Producers.Replay;

internal static class ReplayServices
{
    public static void AddReplay(this IServiceCollection services)
    {
        services.AddSingleton<Replayer>();
        services.AddHostedService(provider => provider.GetRequiredService<Replayer>());
    }
}
