namespace TradeTerminal.Producers.Synthetic.Prices;

/// <summary>A share as the producers know it: around which price it trades and how much it moves in a year.</summary>
internal sealed record Equity(string Symbol, double Price, double AnnualVolatility)
{
    /// <summary>Seconds in which a market of 252 days of six and a half hours is open in a year.</summary>
    public const double TradingSeconds = 252 * 6.5 * 3600;

    private static readonly Equity[] Known =
    [
        new("AAPL", 175, 0.25), new("GOOGL", 140, 0.30), new("MSFT", 350, 0.25), new("AMZN", 140, 0.35),
        new("TSLA", 250, 0.50), new("NVDA", 450, 0.40), new("META", 320, 0.35), new("NFLX", 450, 0.40),
    ];

    public static IReadOnlyList<string> Symbols { get; } = [.. Known.Select(known => known.Symbol)];

    /// <summary>One that nobody knows gets a price of its own, always the same.</summary>
    public static Equity Of(string symbol) => Array.Find(Known, known => known.Symbol == symbol)
        ?? new Equity(symbol, 20 + (symbol.Aggregate(17, (sum, letter) => ((sum * 31) + letter) % 28_001) / 100.0), 0.35);

    /// <param name="seed">Of the run: its own market, or the one all producers share.</param>
    /// <param name="random">Of the run.</param>
    /// <param name="stress">1 is normal.</param>
    /// <param name="seconds">How much time one step takes in a market of its own.</param>
    /// <param name="trendChance">That a step of it begins another trend.</param>
    public ISymbolPrice In(int seed, Random random, decimal stress, double seconds, double trendChance = 0) => SharedMarket.Is(seed)
        ? new SharedPrice(Symbol, Price, AnnualVolatility, stress)
        : new PriceWalk(Price, AnnualVolatility * Math.Sqrt(seconds / TradingSeconds) * (double)stress, random, trendChance);
}
