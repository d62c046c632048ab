using System.Collections.Immutable;

namespace TradeTerminal.Ingest.Alerts;

/// <summary>
/// One thing that needs attention. <see cref="Inputs"/> are all numbers the verdict was computed from, in the
/// order a person would check them. <see cref="Symbol"/> is a trader's name for the rules about traders.
/// <see cref="DetectedAt"/> is the event time of the event that raised it.
/// </summary>
public sealed record Alert(
    Guid AlertId,
    AlertKind Kind,
    string Feed,
    string Symbol,
    string Venue,
    Severity Severity,
    DateTime DetectedAt,
    string Message,
    ImmutableArray<AlertInput> Inputs,
    int Partition,
    long Offset);

/// <summary>A number, a time or a name the verdict rests on, under the name the rule gives it.</summary>
public readonly record struct AlertInput(string Name, object Value);
