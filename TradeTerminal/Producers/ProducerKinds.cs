using TradeTerminal.Producers.Synthetic;

namespace TradeTerminal.Producers;

/// <summary>Every producer there is, the one of trades first.</summary>
internal static class ProducerKinds
{
    public const string Trades = "trades";
    private const int MostCoins = 10;

    public static IReadOnlyList<ProducerKind> All(ProducerOptions options, TimeProvider time)
    {
        var crypto = CryptoEndpoint.Of(options.Crypto);
        return
        [
            new(Trades, "Trades", "Trades")
            {
                Events = "trades",
                About = "tickers",
                Symbols = [.. SyntheticMarket.DefaultTickers],
                Rate = options.Rate,
                Create = settings => new SyntheticTrades(settings.Symbols, settings.Seed),
            },
            new("quotes", "Quotes", "Quotes")
            {
                Events = "quotes",
                Symbols = [.. Equity.Symbols],
                TakesStress = true,
                Interval = TimeSpan.FromSeconds(1),
                Create = settings => new SyntheticQuotes(settings.Symbols, settings.Seed, settings.Stress),
            },
            new("order_book", "Order book", "OrderBook")
            {
                Events = "orders",
                Symbols = [.. Equity.Symbols],
                TakesStress = true,
                Interval = TimeSpan.FromSeconds(2),
                Create = settings => new SyntheticOrderBook(settings.Symbols, settings.Seed, settings.Stress),
            },
            new("positions", "Traders' positions", "Positions")
            {
                Events = "positions",
                Symbols = [.. Equity.Symbols],
                TakesStress = true,
                Interval = TimeSpan.FromSeconds(2),
                Create = settings => new SyntheticTraders(settings.Symbols, settings.Seed, settings.Stress),
            },
            new("commodities", "Commodity book", "Commodities")
            {
                Events = "records",
                About = "commodities",
                Symbols = [.. SyntheticCommodities.DefaultCommodities],
                Interval = TimeSpan.FromSeconds(5),
                Create = settings => new SyntheticCommodities(settings.Symbols, settings.Seed),
            },
            new("crypto", "Crypto", "Crypto")
            {
                Events = "ticks",
                Symbols = [crypto.Symbol],
                MostSymbols = MostCoins,
                TakesSymbols = crypto.TakesSymbols,
                Interval = TimeSpan.FromSeconds(1),
                Create = settings => new HybridCrypto(settings.Symbols, settings.Seed, options.Crypto, time),
            },
        ];
    }
}
