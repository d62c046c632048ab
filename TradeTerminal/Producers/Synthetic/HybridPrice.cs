using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Producers.Synthetic;

/// <summary>
/// Prices between two answers of a market: the answer itself once, then each tick anew the answer with a
/// jitter of at most 5 on top, which never adds up. Before the first answer the same around a made-up level,
/// and called synthetic.
/// </summary>
internal sealed class HybridPrice(string symbol, int seed)
{
    public const decimal LargestJitter = 5;

    /// <summary>So that a coin of a few cents does not jump by its own price.</summary>
    private const decimal LargestJitterShare = 0.001m;

    private readonly Random _random = new(seed);
    private RealPrice? _shown;

    public string Symbol => symbol;

    public (decimal Price, PriceOrigin Origin) Next(RealPrice? real)
    {
        // Drawn for real prices too: what follows depends on the seed and not on when the market answered.
        var jitter = (decimal)((2 * _random.NextDouble()) - 1);
        if (real is not null && real != _shown)
        {
            _shown = real;
            return (real.Price, PriceOrigin.Real);
        }

        var level = real?.Price ?? Start;
        var price = level + (jitter * Math.Min(LargestJitter, level * LargestJitterShare));
        return (decimal.Round(price, level >= 1 ? 2 : 8), real is null ? PriceOrigin.Synthetic : PriceOrigin.Jittered);
    }

    private decimal Start { get; } = StartOf(symbol);

    /// <summary>The price of a coin of which nobody has said one.</summary>
    public static int StartOf(string symbol) => symbol switch
    {
        _ when symbol.StartsWith("BTC", StringComparison.Ordinal) => 87_000,
        _ when symbol.StartsWith("ETH", StringComparison.Ordinal) => 3_000,
        _ => 100,
    };
}
