using System.ComponentModel;
using TradeTerminal.Ingest.Feeds.Status;

namespace TradeTerminal.Ingest.Runs;

/// <summary>What came of a run with limits: printed when it ends, a row of <c>limited_runs</c>, and <c>GET /api/runs</c>.</summary>
public sealed record RunSummary(
    Guid RunId,
    DateTime BeganAt,
    DateTime EndedAt,
    [property: Description("max-messages, idle or until; stopped by whoever stopped it before.")] string EndedBy,
    [property: Description("Accepted, duplicates and rejected of all feeds.")] long Messages,
    [property: Description("Stored.")] long Accepted,
    long Duplicates,
    long Rejected,
    [property: Description("From the first message to the last, as they were written.")] double Seconds,
    [property: Description("Null without messages.")] double? MessagesPerSecond,
    [property: Description("Of the events stored, UTC.")] DateTime? NewestEventTime,
    [property: Description("How old that was at the end.")] double? FreshnessSeconds)
{
    private const int Digits = 3;

    public static RunSummary Of(Guid id, DateTime beganAt, DateTime endedAt, string endedBy, IReadOnlyCollection<FeedStatus> feeds)
    {
        var messages = feeds.Sum(feed => feed.Run.Messages);
        var seconds = ((feeds.Max(feed => feed.Run.LastAt) - feeds.Min(feed => feed.Run.FirstAt)) ?? TimeSpan.Zero).TotalSeconds;
        var newest = feeds.Max(feed => feed.NewestEventTime);
        return Of(
            id, beganAt, endedAt, endedBy, messages, feeds.Sum(feed => feed.Run.Accepted), feeds.Sum(feed => feed.Run.Duplicates),
            feeds.Sum(feed => feed.Run.Rejected), seconds, newest);
    }

    /// <summary>With what follows from the rest.</summary>
    internal static RunSummary Of(
        Guid id, DateTime beganAt, DateTime endedAt, string endedBy, long messages, long accepted, long duplicates, long rejected,
        double seconds, DateTime? newest) => new(
        id, beganAt, endedAt, endedBy, messages, accepted, duplicates, rejected, Math.Round(seconds, Digits),
        messages > 0 && seconds > 0 ? Math.Round(messages / seconds, Digits) : null, newest,
        newest is { } time ? Math.Round(Math.Max(0, (endedAt - time).TotalSeconds), Digits) : null);
}
