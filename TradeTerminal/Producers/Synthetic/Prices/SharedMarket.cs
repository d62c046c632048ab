namespace TradeTerminal.Producers.Synthetic.Prices;

/// <summary>The market of all producers that were given no seed: their prices agree and go on over restarts.</summary>
internal static class SharedMarket
{
    /// <summary>Stands for no seed.</summary>
    public const int Seed = 0;

    public static bool Is(int seed) => seed == Seed;

    /// <summary>What happens beside the prices: another thing in each run without a seed, the same in each with it.</summary>
    public static Random DiceOf(int seed) => Is(seed) ? new Random() : new Random(seed);

    /// <summary>
    /// The chance that something falls into a step that comes by itself once in so much time. So it is as frequent whether steps are seconds
    /// apart, as now, or minutes, as in a made-up past. Nothing is known of the first step, and a pause is no long step.
    /// </summary>
    public static double Chance(DateTime before, DateTime now, TimeSpan every) =>
        before == default ? 0 : Math.Clamp((now - before) / every, 0, LongestStep / every);

    private static readonly TimeSpan LongestStep = TimeSpan.FromMinutes(2);
}
