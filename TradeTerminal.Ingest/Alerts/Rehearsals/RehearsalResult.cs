using System.Collections.Immutable;

namespace TradeTerminal.Ingest.Alerts.Rehearsals;

/// <summary>
/// What a rule would have done: it looked at so many <see cref="Events"/> and would have spoken
/// <see cref="WithoutCoolDown"/> times, <see cref="Fired"/> times with its cool-down, of which
/// <see cref="First"/> are the first by event time.
/// </summary>
public sealed record RehearsalResult(long Events, long WithoutCoolDown, long Fired, ImmutableArray<Alert> First);
