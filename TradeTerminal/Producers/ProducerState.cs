using System.Collections.Immutable;
using System.Text.Json.Serialization;
using TradeTerminal.Producers.Synthetic;

namespace TradeTerminal.Producers;

/// <summary>
/// A producer at one moment. A sent event is acknowledged, failed or still on its way. <see cref="Problem"/>
/// says why the last one failed; <see cref="Last"/> are the newest, newest first. <see cref="Past"/> is null once the
/// run is at the present.
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
    IReadOnlyList<PriceSource> Sources,
    PastMade? Past = null);

/// <summary>What a run makes up of the time before it: how far it has come.</summary>
public sealed record PastMade(DateTime From, DateTime At, DateTime To)
{
    /// <summary>From 0 to 1.</summary>
    [JsonIgnore]
    public double Share => Math.Clamp((At - From) / (To - From), 0, 1);
}
