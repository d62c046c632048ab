namespace TradeTerminal.Producers.Synthetic;

/// <summary>
/// A geometric random walk from a level, pulled back to it a little when it strays. One step moves the price
/// by at most three times the volatility, besides a trend; it stays between a twentieth and twenty times the level.
/// </summary>
internal sealed class PriceWalk(double level, double volatility)
{
    /// <summary>The farthest it strays from its level, as a factor either way.</summary>
    public const double Farthest = 20;

    private const double PullBack = 0.0005;

    private readonly double _level = level;

    public double Price { get; private set; } = level;

    /// <param name="random">Gives the step: three draws.</param>
    /// <param name="trend">Added to the step, in volatilities.</param>
    public double Step(Random random, double trend = 0)
    {
        // The sum of three uniforms is close enough to a normal step, has a bound, and needs no logarithm.
        var step = random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5;
        var price = Price * (1 + (2 * volatility * step) + (trend * volatility) + (PullBack * volatility * Math.Log(_level / Price)));
        Price = Math.Clamp(price, _level / Farthest, _level * Farthest);
        return Price;
    }
}
