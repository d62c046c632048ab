namespace TradeTerminal.Producers.Synthetic.Prices;

/// <summary>
/// A geometric random walk from a level, pulled back to it a little when it strays: the market of one run. One
/// step moves the price by at most three times the volatility, besides a trend; it stays between a twentieth and
/// twenty times the level.
/// </summary>
/// <param name="level">Where it begins.</param>
/// <param name="volatility">Of a step.</param>
/// <param name="random">Gives the steps: three draws each.</param>
/// <param name="trendChance">That a step begins another trend, at most a fifth of the volatility a step.</param>
internal sealed class PriceWalk(double level, double volatility, Random random, double trendChance = 0) : ISymbolPrice
{
    /// <summary>The farthest it strays from its level, as a factor either way.</summary>
    public const double Farthest = 20;

    private const double PullBack = 0.0005;
    private const double StrongestTrend = 0.2;

    private readonly double _level = level;
    private double _trend;

    public double Price { get; private set; } = level;

    public double Next(DateTime utcNow) => Step();

    public double Step()
    {
        if (trendChance > 0 && random.NextDouble() < trendChance)
        {
            _trend = StrongestTrend * ((2 * random.NextDouble()) - 1);
        }

        // The sum of three uniforms is close enough to a normal step, has a bound, and needs no logarithm.
        var step = random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5;
        var price = Price * (1 + (2 * volatility * step) + (_trend * volatility) + (PullBack * volatility * Math.Log(_level / Price)));
        Price = Math.Clamp(price, _level / Farthest, _level * Farthest);
        return Price;
    }
}
