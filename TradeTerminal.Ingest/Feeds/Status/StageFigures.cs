using System.Collections.Immutable;
using TradeTerminal.Ingest.Feeds.Reading;

namespace TradeTerminal.Ingest.Feeds.Status;

/// <summary>Median and 99th percentile (nearest rank) of one stage over its <see cref="Samples"/>.</summary>
public sealed record StageFigures(Stage Stage, TimeSpan Median, TimeSpan Worst99, int Samples)
{
    /// <summary>Null without samples.</summary>
    public static StageFigures? Of(Stage stage, IReadOnlyCollection<TimeSpan> samples) => samples.Count == 0
        ? null
        : new StageFigures(stage, Percentile.Of(samples, 50)!.Value, Percentile.Of(samples, 99)!.Value, samples.Count);
}

/// <summary>The stages of one feed at one moment; those without a sample in the last minute are left out.</summary>
public sealed record LatencySnapshot(ImmutableArray<StageFigures> Stages, BrokerClock Clock)
{
    public static LatencySnapshot Empty { get; } = new([], BrokerClock.None);

    public StageFigures? Find(Stage stage) => Stages.FirstOrDefault(figures => figures.Stage == stage);
}
