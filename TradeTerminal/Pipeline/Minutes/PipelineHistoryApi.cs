using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using TradeTerminal.Api;
using TradeTerminal.Ingest.Feeds.Status;

namespace TradeTerminal.Pipeline.Minutes;

/// <summary>The pipeline as time went on.</summary>
internal static class PipelineHistoryApi
{
    public static void MapPipelineHistory(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/pipeline/history", GetAsync)
            .WithTags("Operation")
            .WithSummary("What became of a feed's messages, its lag, latency and state over the last hour, day or week")
            .WithDescription(
                "In columns of 1 minute, 15 minutes or 2 hours, oldest first; a column of which nothing is known has no row. "
                + "Minutes are kept for three days, hours as long as everything else. "
                + "What was stored is counted by the offsets, and adds up to the counts of /api/status.");
        routes.MapGet("/api/pipeline/history.csv", ExportAsync)
            .WithTags("Operation")
            .WithSummary("The same as a CSV file, a line a column")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv")
            .ProducesValidationProblem();
    }

    private static async Task<IResult> ExportAsync(
        EventStore events,
        PipelineStore store,
        MinuteBook minutes,
        FeedGauges gauges,
        TimeProvider time,
        [Description("Name of a feed; trades without it.")] string? feed,
        [Description("hour, day or week; hour without it.")] string? span,
        [Description("A time that is to lie in the middle; without it the columns end with the one that runs.")] string? at,
        CancellationToken cancellationToken)
    {
        var answer = (await GetAsync(events, store, minutes, gauges, time, feed, span, at, cancellationToken)).Result;
        return answer is Ok<PipelineHistoryBody> { Value: { } history }
            ? CsvAnswer.Of($"pipeline-{history.Feed}", time.GetUtcNow().UtcDateTime, PipelineColumnBody.Header, history.Columns.Select(column => column.Cells))
            : answer;
    }

    private static async Task<Results<Ok<PipelineHistoryBody>, ValidationProblem>> GetAsync(
        EventStore events,
        PipelineStore store,
        MinuteBook minutes,
        FeedGauges gauges,
        TimeProvider time,
        [Description("Name of a feed; trades without it.")] string? feed,
        [Description("hour, day or week; hour without it.")] string? span,
        [Description("A time that is to lie in the middle; without it the columns end with the one that runs.")] string? at,
        CancellationToken cancellationToken)
    {
        var arguments = new QueryArguments();
        var name = arguments.Feed(feed, [.. gauges.All.Select(gauge => gauge.Current.Name)]) ?? PipelineView.MainFeed;
        var spanName = arguments.Choice("span", span, [.. PipelineSpan.All.Select(known => known.Name)]);
        var chosen = PipelineSpan.Find(spanName) ?? PipelineSpan.Hour;
        var middle = arguments.Time("at", at);
        if (!arguments.AreValid)
        {
            return arguments.Problem;
        }

        var question = PipelineQuestion.Of(name, chosen, middle, time.GetUtcNow().UtcDateTime);
        var counted = events.AskAsync(question, cancellationToken);
        var seen = store.AskAsync(PipelineStore.OfAll(question), cancellationToken);
        return TypedResults.Ok(PipelineHistoryBody.Of(
            question, (await counted).Rows, (await seen).Rows.Where(row => row.Feed == name), minutes.Trend(name),
            gauges[name].Kinds.Codes.Count > 0));
    }
}

/// <summary>One feed over time.</summary>
internal sealed record PipelineHistoryBody(
    string Feed,
    DateTime From,
    DateTime To,
    [property: Description("Length of a column.")] double StepSeconds,
    LagBody Lag,
    PipelineColumnBody[] Columns)
{
    public static PipelineHistoryBody Of(
        PipelineQuestion question, IReadOnlyCollection<EventRow> events, IEnumerable<PipelineRow> rows, LagTrend trend, bool tellsKinds)
    {
        var counted = events.Concat(tellsKinds ? EventRow.UntoldOf(events) : []).ToLookup(row => row.Time);
        var seen = rows.ToDictionary(row => row.Time);
        var times = counted.Select(group => group.Key).Union(seen.Keys).Order();
        return new PipelineHistoryBody(
            question.Feed, question.From, question.To, question.Step.TotalSeconds, LagBody.Of(trend),
            [.. times.Select(time => PipelineColumnBody.Of(time, [.. counted[time]], seen.GetValueOrDefault(time)))]);
    }
}

/// <summary>What waits now, and whether it grows.</summary>
internal sealed record LagBody(
    long Records,
    [property: Description("By how many a second it has grown in the last 30 s; below zero it falls.")] double PerSecond,
    [property: Description("Until nothing waits, if it goes on like that; null where it does not fall.")] double? ClearsInSeconds,
    [property: Description("The same in words.")] string Trend)
{
    public static LagBody Of(LagTrend trend) => new(
        trend.Records, Math.Round(trend.PerSecond, 3), trend.ClearsIn is { } clears ? Math.Round(clears.TotalSeconds, 1) : null,
        trend.Words);
}

/// <summary>One column.</summary>
internal sealed record PipelineColumnBody(
    DateTime Time,
    long Accepted,
    long Duplicates,
    long Rejected,
    long Skipped,
    [property: Description("Stored events by kind, where the feed tells kinds apart.")] Dictionary<string, long> Kinds,
    [property: Description("Accepted ones whose kind was lost with the process that had counted it.")] long NotToldApart,
    [property: Description("Refused messages by reason.")] Dictionary<string, long> Reasons,
    [property: Description("The most messages that waited at one moment.")] long LagRecords,
    [property: Description("The most seconds behind at one moment.")] double LagSeconds,
    [property: Description("The worst: live, slow, stale, lagging or down; null where nothing is known.")] string? State,
    [property: Description("Of the slowest minute; stages without a sample are left out.")] StageTimesBody[] Latency)
{
    [Description("Messages that are not for the feed, by its mapping.")]
    public long Ignored { get; init; }

    private static readonly string[] Stages = [.. Enum.GetValues<Stage>().Select(stage => stage.Code())];

    internal static readonly string[] Header =
    [
        "time", "accepted", "duplicates", "rejected", "skipped", "ignored", "kinds", "reasons", "lag_records", "lag_seconds", "state",
        .. Stages.SelectMany(stage => new[] { $"{stage}_p50_ms", $"{stage}_p99_ms" }),
    ];

    internal IEnumerable<string> Cells =>
    [
        CsvAnswer.Time(Time), CsvAnswer.Number(Accepted), CsvAnswer.Number(Duplicates), CsvAnswer.Number(Rejected), CsvAnswer.Number(Skipped),
        CsvAnswer.Number(Ignored), Counts(Kinds), Counts(Reasons), CsvAnswer.Number(LagRecords), CsvAnswer.Number(LagSeconds), State ?? "",
        .. Stages.Select(stage => Array.Find(Latency, one => one.Stage == stage))
            .SelectMany(one => new[] { CsvAnswer.Number(one?.P50Milliseconds), CsvAnswer.Number(one?.P99Milliseconds) }),
    ];

    /// <summary><c>json=3 side=1</c>.</summary>
    private static string Counts(Dictionary<string, long> counts) =>
        string.Join(' ', counts.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={one.Value}"));

    public static PipelineColumnBody Of(DateTime time, IReadOnlyList<EventRow> events, PipelineRow? row) => new(
        time, Sum(events, EventRow.Accepted), Sum(events, EventRow.Duplicate), Sum(events, EventRow.Rejected),
        Sum(events, EventRow.Skipped), ByKind(events, EventRow.OfKind), Sum(events, EventRow.Untold), ByKind(events, EventRow.Rejected),
        row?.LagRecords ?? 0, Math.Round(row?.LagSeconds ?? 0, 3), row?.State is { } state ? PipelineMinute.StateNames[state] : null,
        row is null ? [] : [.. Enum.GetValues<Stage>().Select(stage => StageTimesBody.Of(stage, row)).OfType<StageTimesBody>()])
    {
        Ignored = Sum(events, EventRow.Ignored),
    };

    private static long Sum(IEnumerable<EventRow> events, string outcome) =>
        events.Where(row => row.Outcome == outcome).Sum(row => row.Events);

    private static Dictionary<string, long> ByKind(IEnumerable<EventRow> events, string outcome) =>
        events.Where(row => row.Outcome == outcome).ToDictionary(row => row.Kind, row => row.Events);
}

/// <summary>How long one stage took.</summary>
internal sealed record StageTimesBody(
    [property: Description("As in /api/status.")] string Stage, double P50Milliseconds, double P99Milliseconds)
{
    public static StageTimesBody? Of(Stage stage, PipelineRow row) => row.Stage((int)stage) is ({ } median, { } worst)
        ? new StageTimesBody(stage.Code(), Math.Round(median, 3), Math.Round(worst, 3))
        : null;
}
