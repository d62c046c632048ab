using System.Collections.Immutable;
using TradeTerminal.Producers.Replay.Recordings;

namespace TradeTerminal.Producers.Replay;

/// <summary>
/// A replay at one moment. Of <see cref="Total"/> events, those sent are acknowledged, failed or still on their
/// way. <see cref="Position"/> is the event time of the last one sent.
/// </summary>
public sealed record ReplayState(
    ReplayPhase Phase,
    RecordingSource? Source,
    string? Topic,
    long Total,
    long Sent,
    long Acknowledged,
    long Failed,
    DateTime? First,
    DateTime? Last,
    DateTime? Position,
    ReplaySpeed Speed,
    DateTimeOffset? StartedAt,
    ImmutableArray<string> Notes,
    string? Problem)
{
    public static ReplayState Idle { get; } = new(
        ReplayPhase.Idle, null, null, 0, 0, 0, 0, null, null, null, ReplaySpeed.Original, null, [], null);

    /// <summary>How long until the next event goes, while it runs; null where none is waited for.</summary>
    public TimeSpan? NextIn { get; init; }

    public bool IsGoingOn => Phase is ReplayPhase.Running or ReplayPhase.Paused;
}
