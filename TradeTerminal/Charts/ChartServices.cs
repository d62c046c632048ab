using TradeTerminal.Market;
using TradeTerminal.Market.Candles;

namespace TradeTerminal.Charts;

internal static class ChartServices
{
    public static IServiceCollection AddCharts(this IServiceCollection services)
    {
        services.AddSingleton(provider => new CandleHistory(
            (instrument, interval, cancellationToken) => provider.GetRequiredService<CandleStore>()
                .ReadAsync(instrument, interval, null, null, CandleFrames.BarsOf(interval), cancellationToken),
            provider.GetRequiredService<MarketUpdates>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<CandleHistory>>()));
        services.AddSingleton<CandleFrames>();
        services.AddSingleton<LineFrames>();
        return services;
    }
}
