using TradeTerminal.Market;
using TradeTerminal.Market.Candles;
using TradeTerminal.Market.Prices;

namespace TradeTerminal.Charts;

internal static class ChartServices
{
    public static IServiceCollection AddCharts(this IServiceCollection services)
    {
        services.AddSingleton(provider => new CandleHistory(
            (ticker, interval, cancellationToken) => provider.GetRequiredService<CandleStore>()
                .ReadAsync(ticker, interval, null, null, CandleFrames.BarsOf(interval), cancellationToken),
            provider.GetRequiredService<MarketUpdates>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<CandleHistory>>()));
        services.AddSingleton(provider => new FeedCandleFrames(
            (instrument, interval, from, cancellationToken) => provider.GetRequiredService<FeedCandleStore>()
                .ReadAsync(instrument, interval, from, null, CandleFrames.Bars, cancellationToken),
            () => provider.GetRequiredService<MarketBoard>().Current.Version,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<FeedCandleFrames>>()));
        services.AddSingleton<CandleFrames>();
        services.AddSingleton<LineFrames>();
        return services;
    }
}
