namespace TradeTerminal.Benchmarks.Measure;

/// <summary>Median of a row's repetitions; spread = (largest − smallest) / median.</summary>
internal readonly record struct Stats(double Median, double Spread)
{
    public static Stats Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        var middle = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Stats(median, (sorted[^1] - sorted[0]) / median);
    }
}
