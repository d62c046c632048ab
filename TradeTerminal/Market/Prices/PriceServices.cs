using TradeTerminal.Market.Candles;

namespace TradeTerminal.Market.Prices;

internal static class PriceServices
{
    /// <summary>The live prices of every feed but trades, and what is worked out from those of all.</summary>
    public static IServiceCollection AddPrices(this IServiceCollection services)
    {
        services.AddSingleton<FeedCandleStore>();
        services.AddSingleton<FeedSeconds>();
        services.AddSingleton<MarketBoard>();
        services.AddHostedService(provider => provider.GetRequiredService<MarketBoard>());
        services.AddSingleton<MarketRows>();
        services.AddSingleton<SymbolCatalogue>();
        return services;
    }
}
