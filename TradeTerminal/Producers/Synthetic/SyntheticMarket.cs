using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Producers.Synthetic;

/// <summary>
/// Trades that behave like a market: each ticker a random walk of its own from a realistic price with its
/// own volatility, pulled back a little when it strays. Deterministic: one seed, one sequence.
/// </summary>
public sealed class SyntheticMarket
{
    private static readonly (string Ticker, double Price, double Volatility)[] Known =
    [
        ("AAPL", 189.5, 0.00020), ("MSFT", 412.3, 0.00018), ("GOOGL", 141.8, 0.00022), ("AMZN", 155.2, 0.00024),
        ("TSLA", 248.6, 0.00042), ("META", 338.7, 0.00028), ("NVDA", 467.9, 0.00036),
    ];

    private readonly Random _random;
    private readonly (string Ticker, PriceWalk Walk)[] _walks;

    public SyntheticMarket(IReadOnlyList<string> tickers, int seed)
    {
        _random = new Random(seed);
        _walks = [.. tickers.Select(Start)];
    }

    public static IReadOnlyList<string> DefaultTickers { get; } = [.. Known.Select(known => known.Ticker)];

    public SyntheticTrade Next(DateTime utcNow)
    {
        var (ticker, walk) = _walks[_random.Next(_walks.Length)];
        var price = Math.Max(0.01m, decimal.Round((decimal)walk.Step(_random), 2));
        var volume = 1 + (int)(999 * Math.Pow(_random.NextDouble(), 3));
        var side = _random.Next(2) == 0 ? Side.Buy : Side.Sell;
        return new SyntheticTrade(Guid.CreateVersion7(), ticker, price, volume, side, utcNow);
    }

    /// <summary>A ticker nobody knows gets a level of its own, the same for the same seed.</summary>
    private (string Ticker, PriceWalk Walk) Start(string ticker)
    {
        var known = Array.Find(Known, candidate => candidate.Ticker == ticker);
        return known.Ticker is null
            ? (ticker, new PriceWalk(20 + (_random.NextDouble() * 280), 0.0003))
            : (ticker, new PriceWalk(known.Price, known.Volatility));
    }
}
