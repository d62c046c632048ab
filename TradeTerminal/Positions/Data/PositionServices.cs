using TradeTerminal.Positions.Day;

namespace TradeTerminal.Positions.Data;

internal static class PositionServices
{
    public static void AddPositionsBoard(this IServiceCollection services)
    {
        services.AddSingleton<PositionStore>();
        services.AddSingleton<PositionsBoard>();
        services.AddSingleton<PnlDayStore>();
        services.AddSingleton<HeldStore>();
        services.AddHostedService(provider => provider.GetRequiredService<PositionsBoard>());
    }
}
