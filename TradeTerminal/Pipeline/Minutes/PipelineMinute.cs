using System.Collections.Immutable;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Market.Health;

namespace TradeTerminal.Pipeline.Minutes;

/// <summary>
/// What a minute of a feed was like, as it is stored: the most that waited, the worst state (<see cref="RankOf"/>; null where there is
/// nothing to be said), and when the minute is over the times of its stages, two a stage: median and 99th percentile in milliseconds.
/// </summary>
internal sealed record PipelineMinute(
    string Feed, DateTime Minute, long LagRecords, double LagSeconds, short? State, ImmutableArray<float?> Times)
{
    /// <summary>Columns of the times, in their order.</summary>
    public static ImmutableArray<string> TimeColumns { get; } =
        [.. Enum.GetValues<Stage>().SelectMany(stage => new[] { $"{stage.Code()}_p50", $"{stage.Code()}_p99" })];

    public static ImmutableArray<float?> NoTimes { get; } = [.. TimeColumns.Select(_ => (float?)null)];

    /// <summary>States by how bad they are, from 0: the order of <see cref="StateNames"/>.</summary>
    public static short RankOf(FeedState state) => (short)(state switch
    {
        FeedState.Live => 0,
        FeedState.Slow => 1,
        FeedState.Stale => 2,
        FeedState.Lagging => 3,
        _ => 4,
    });

    public static ImmutableArray<string> StateNames { get; } = ["live", "slow", "stale", "lagging", "down"];

    public static ImmutableArray<float?> TimesOf(LatencySnapshot latency) =>
    [
        .. Enum.GetValues<Stage>().Select(latency.Find)
            .SelectMany(figures => new[] { Milliseconds(figures?.Median), Milliseconds(figures?.Worst99) }),
    ];

    private static float? Milliseconds(TimeSpan? time) => time is { } value ? (float)value.TotalMilliseconds : null;
}
