using System.Collections.Immutable;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Pipeline.Minutes;

namespace TradeTerminal.Pipeline.OverTime;

/// <summary>The stored figures of one feed as pictures.</summary>
/// <param name="Events">What became of its messages; stored ones by kind where the feed tells kinds apart.</param>
/// <param name="Rejected">The refused ones by reason, the most frequent first.</param>
/// <param name="Waiting">The most messages that waited.</param>
/// <param name="Behind">The most seconds that it was behind.</param>
/// <param name="Stages">Median and 99th percentile of each stage, in milliseconds, in the order of stages.</param>
internal sealed record FeedPictures(
    TimeColumns Events, TimeColumns Rejected, TimeColumns Waiting, TimeColumns Behind, ImmutableArray<TimeColumns> Stages)
{
    public const string Records = "messages";
    public const string Seconds = "seconds";
    public const string Median = "p50";
    public const string Worst = "p99";

    /// <summary>Reasons beyond them are one.</summary>
    private const int MostReasons = 7;
    private const string Others = "others";

    /// <param name="question">What time, and which feed.</param>
    /// <param name="kinds">By which its events are counted; none where all are alike.</param>
    /// <param name="events">Of the feed.</param>
    /// <param name="allRows">Of all feeds.</param>
    public static FeedPictures Of(
        PipelineQuestion question, IReadOnlyList<string> kinds, ImmutableArray<EventRow> events, IEnumerable<PipelineRow> allRows)
    {
        var rows = allRows.Where(row => row.Feed == question.Feed).ToList();
        return new FeedPictures(
            OfEvents(question, kinds, events, rows), OfReasons(question, events, rows),
            TimeColumns.Of(question, [Records], rows.Select(row => (row.Time, Records, (decimal)row.LagRecords))),
            TimeColumns.Of(question, [Seconds], rows.Select(row => (row.Time, Seconds, decimal.Round((decimal)row.LagSeconds, 1)))),
            [.. Enum.GetValues<Stage>().Select(stage => OfStage(question, rows, (int)stage))]);
    }

    private static TimeColumns OfEvents(
        PipelineQuestion question, IReadOnlyList<string> kinds, ImmutableArray<EventRow> events, IEnumerable<PipelineRow> rows)
    {
        List<EventRow> all = [.. events, .. kinds.Count > 0 ? EventRow.UntoldOf(events) : []];
        ImmutableArray<string> series =
        [
            .. kinds.DefaultIfEmpty(EventRow.Accepted), .. Optional(all, EventRow.Untold), EventRow.Duplicate, EventRow.Rejected,
            .. Optional(all, EventRow.Skipped), .. Optional(all, EventRow.Ignored),
        ];
        return TimeColumns.Of(question, series, all
            .Select(row => (row.Time, row.Outcome == EventRow.OfKind ? row.Kind : row.Outcome, (decimal)row.Events)).Concat(Seen(rows)));
    }

    private static TimeColumns OfReasons(PipelineQuestion question, ImmutableArray<EventRow> events, IEnumerable<PipelineRow> rows)
    {
        var refused = events.Where(row => row.Outcome == EventRow.Rejected).ToList();
        List<string> reasons =
            [.. refused.GroupBy(row => row.Kind).OrderByDescending(group => group.Sum(row => row.Events)).Select(group => group.Key)];
        var named = reasons.Take(MostReasons).ToList();
        ImmutableArray<string> series = [.. named, .. reasons.Count > MostReasons ? new[] { Others } : []];
        return TimeColumns.Of(question, series, refused
            .Select(row => (row.Time, named.Contains(row.Kind) ? row.Kind : Others, (decimal)row.Events))
            .Concat(events.Select(row => (row.Time, "", 0m))).Concat(Seen(rows)));
    }

    /// <summary>A column in which a terminal ran and nothing came is known.</summary>
    private static IEnumerable<(DateTime Time, string Series, decimal Value)> Seen(IEnumerable<PipelineRow> rows) =>
        rows.Select(row => (row.Time, "", 0m));

    /// <summary>What lies between the median and the 99th percentile is the upper part.</summary>
    private static TimeColumns OfStage(PipelineQuestion question, List<PipelineRow> rows, int stage) => TimeColumns.Of(
        question, [Median, Worst],
        rows.Select(row => (row.Time, Times: row.Stage(stage))).Where(row => row.Times.Median is not null).SelectMany(row => new[]
        {
            (row.Time, Median, (decimal)row.Times.Median!.Value),
            (row.Time, Worst, Math.Max(0, (decimal)(row.Times.Worst99!.Value - row.Times.Median.Value))),
        }));

    private static IEnumerable<string> Optional(List<EventRow> events, string outcome) =>
        events.Any(row => row.Outcome == outcome) ? [outcome] : [];
}
