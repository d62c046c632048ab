namespace TradeTerminal.Benchmarks.Measure;

/// <summary>
/// Two ways measured in turn, A B B A, so that a machine whose speed drifts treats both alike. The ratio is
/// formed within each round. A side returns its rate (per second) after it has checked its own result.
/// </summary>
internal static class Comparison
{
    public const int Rounds = 5;

    public static (Stats First, Stats Second, Stats Ratio) Run(Func<double> first, Func<double> second, int rounds = Rounds)
    {
        first();
        second();
        var (firsts, seconds, ratios) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            var firstRate = round % 2 == 0 ? first() : 0;
            var secondRate = second();
            firstRate = round % 2 == 0 ? firstRate : first();
            firsts.Add(firstRate);
            seconds.Add(secondRate);
            ratios.Add(firstRate / secondRate);
        }

        return (Stats.Of(firsts), Stats.Of(seconds), Stats.Of(ratios));
    }
}
