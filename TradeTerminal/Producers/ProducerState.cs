using System.Collections.Immutable;

namespace TradeTerminal.Producers;

/// <summary>
/// The producer at one moment. A sent trade is acknowledged, failed or still on its way.
/// <see cref="Problem"/> says why the last one failed.
/// </summary>
public sealed record ProducerState(
    bool Running,
    ProducerSettings Settings,
    DateTimeOffset? StartedAt,
    long Sent,
    long Acknowledged,
    long Failed,
    double RatePerSecond,
    string? Problem,
    ImmutableArray<SyntheticTrade> Last);
