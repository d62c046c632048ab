using System.Collections.Immutable;
using TradeTerminal.Producers.Synthetic;

namespace TradeTerminal.Producers;

/// <summary>
/// A producer at one moment. A sent event is acknowledged, failed or still on its way. <see cref="Problem"/>
/// says why the last one failed; <see cref="Last"/> are the newest, newest first.
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
    ImmutableArray<SentEvent> Last,
    IReadOnlyList<PriceSource> Sources);
