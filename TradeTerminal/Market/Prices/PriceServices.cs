using TradeTerminal.Market.Candles;

namespace TradeTerminal.Market.Prices;

internal static class PriceServices
{
    /// <summary>What is worked out from the prices of all feeds.</summary>
    public static IServiceCollection AddPrices(this IServiceCollection services)
    {
        services.AddSingleton<FeedSeconds>();
        services.AddSingleton<MarketRows>();
        services.AddSingleton<SymbolCatalogue>();
        return services;
    }
}
