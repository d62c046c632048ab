using System.Collections.Immutable;
using TradeTerminal.Ingest.Alerts.Levels;
using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Ingest.Alerts;

/// <summary>What a rule found at one event: an alert that does not know yet where it came from.</summary>
internal sealed record Finding(
    AlertKind Kind,
    string Symbol,
    string Venue,
    Severity Severity,
    string Message,
    ImmutableArray<AlertInput> Inputs)
{
    /// <summary>The level that was reached; null for the rules.</summary>
    public Level? Level { get; init; }

    public Alert ToAlert<TEvent>(FeedKey log, string feed, in TEvent e)
        where TEvent : struct, IFeedEvent<TEvent> => new(
            AlertId.Of(log, e.Partition, e.Offset, e.EventTime, this),
            Kind,
            feed,
            Symbol,
            Venue,
            Severity,
            e.EventTime,
            Message,
            Inputs,
            e.Partition,
            e.Offset);
}
