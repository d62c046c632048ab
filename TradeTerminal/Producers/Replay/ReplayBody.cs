using System.ComponentModel;
using System.Globalization;

namespace TradeTerminal.Producers.Replay;

/// <summary>The replay at this moment, or the last one.</summary>
internal sealed record ReplayBody(
    [property: Description("idle, running, paused, finished or stopped")] string State,
    string? Feed,
    string? Topic,
    [property: Description("Name of the file; null for a stored range.")] string? File,
    [property: Description("Start of the stored range; null for a file.")] DateTime? From,
    DateTime? To,
    [property: Description("Events in all.")] long Total,
    long Sent,
    long Acknowledged,
    long Failed,
    [property: Description("Event time of the first event.")] DateTime? First,
    DateTime? Last,
    [property: Description("Event time of the last one sent; null before.")] DateTime? Position,
    [property: Description("Times as fast as it happened, or max.")] string Speed,
    DateTime? StartedAt,
    [property: Description("What there is to know about it, in sentences.")] string[] Notes,
    [property: Description("Why an event failed, or what it waits for.")] string? Problem)
{
    public static ReplayBody Of(ReplayState state) => new(
        state.Phase.ToString().ToLower(CultureInfo.InvariantCulture),
        state.Source?.Feed, state.Topic, state.Source?.File, state.Source?.From,
        state.Source?.To, state.Total, state.Sent, state.Acknowledged, state.Failed, state.First, state.Last, state.Position,
        state.Speed.ToString(), state.StartedAt?.UtcDateTime, [.. state.Notes], state.Problem);
}
