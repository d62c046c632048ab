using System.Collections.Immutable;

namespace TradeTerminal.Producers.Scenarios;

/// <summary>A scenario at one moment: its last run, or the one that is going on.</summary>
/// <param name="Phase">Its verdict, once there is one.</param>
/// <param name="Symbol">What its events are about, as the screens show it; null before they are made.</param>
/// <param name="StartedAt">Null before the first run.</param>
/// <param name="Took">From the start to the verdict, or until now.</param>
/// <param name="Sent">Messages acknowledged by the broker.</param>
/// <param name="Checks">As last looked at.</param>
/// <param name="Why">The verdict in a sentence; null while there is none.</param>
public sealed record ScenarioState(
    ScenarioPhase Phase, string? Symbol, DateTimeOffset? StartedAt,
    TimeSpan? Took, long Sent, ImmutableArray<ScenarioCheck> Checks, string? Why)
{
    public static ScenarioState Idle { get; } = new(ScenarioPhase.Idle, null, null, null, 0, [], null);
}
