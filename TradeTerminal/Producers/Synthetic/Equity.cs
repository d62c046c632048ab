namespace TradeTerminal.Producers.Synthetic;

/// <summary>A share as the producers know it: where its price starts and how much it moves in a year.</summary>
internal sealed record Equity(string Symbol, double Price, double AnnualVolatility)
{
    /// <summary>Seconds in which a market of 252 days of six and a half hours is open in a year.</summary>
    private const double TradingSeconds = 252 * 6.5 * 3600;

    private static readonly Equity[] Known =
    [
        new("AAPL", 175, 0.25), new("GOOGL", 140, 0.30), new("MSFT", 350, 0.25), new("AMZN", 140, 0.35),
        new("TSLA", 250, 0.50), new("NVDA", 450, 0.40), new("META", 320, 0.35), new("NFLX", 450, 0.40),
    ];

    public static IReadOnlyList<string> Symbols { get; } = [.. Known.Select(known => known.Symbol)];

    /// <summary>One that nobody knows gets a level of its own, the same for the same seed.</summary>
    public static Equity Of(string symbol, Random random) =>
        Array.Find(Known, known => known.Symbol == symbol) ?? new Equity(symbol, 20 + (random.NextDouble() * 280), 0.35);

    /// <param name="seconds">How much of the market's time one step takes.</param>
    /// <param name="stress">1 is normal.</param>
    public PriceWalk Walk(double seconds, decimal stress) =>
        new(Price, AnnualVolatility * Math.Sqrt(seconds / TradingSeconds) * (double)stress);
}
