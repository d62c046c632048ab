using System.Collections.Immutable;

namespace TradeTerminal.Ingest.Feeds;

/// <summary>Median and 99th percentile (nearest rank) of one stage over its <see cref="Samples"/>.</summary>
public sealed record StageFigures(Stage Stage, TimeSpan Median, TimeSpan Worst99, int Samples)
{
    /// <summary>Null without samples, which are sorted in place.</summary>
    public static StageFigures? Of(Stage stage, Span<TimeSpan> samples)
    {
        if (samples.IsEmpty)
        {
            return null;
        }

        samples.Sort();
        return new StageFigures(stage, At(samples, 0.5), At(samples, 0.99), samples.Length);
    }

    private static TimeSpan At(ReadOnlySpan<TimeSpan> sorted, double share) =>
        sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
}

/// <summary>The stages of one feed at one moment; those without a sample in the last minute are left out.</summary>
public sealed record LatencySnapshot(ImmutableArray<StageFigures> Stages, BrokerClock Clock)
{
    public static LatencySnapshot Empty { get; } = new([], BrokerClock.None);

    public StageFigures? Find(Stage stage) => Stages.FirstOrDefault(figures => figures.Stage == stage);
}
