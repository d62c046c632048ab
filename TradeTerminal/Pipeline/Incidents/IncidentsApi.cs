using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using TradeTerminal.Api;
using TradeTerminal.History.Data;
using TradeTerminal.Ingest.Feeds.Status;

namespace TradeTerminal.Pipeline.Incidents;

/// <summary>The log of what went wrong.</summary>
internal static class IncidentsApi
{
    public const int DefaultLimit = 100;
    public const int LargestLimit = 1_000;

    /// <summary>Of one file.</summary>
    public const int MostExported = 10_000;

    public static void MapIncidents(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/incidents", ListAsync)
            .WithTags("Operation")
            .WithSummary("What went wrong, when, how long and how much waited, newest first")
            .WithDescription(
                "An incident goes on while 'endedAt' is null. Those that go on are told with open=true whatever the database does. "
                + "The Link header carries the address of the next page.");
        routes.MapGet("/api/incidents.csv", ExportAsync)
            .WithTags("Operation")
            .WithSummary("The same as a CSV file")
            .WithDescription($"The newest {MostExported}; older ones with 'to'.")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv")
            .ProducesValidationProblem();
    }

    private static async Task<IResult> ExportAsync(
        IncidentStore store,
        FeedGauges gauges,
        TimeProvider time,
        [Description("Only one kind.")] string? kind,
        [Description("Only those about one feed.")] string? feed,
        [Description("Those that went on at this time or later.")] string? from,
        [Description("Those that began before this time.")] string? to,
        CancellationToken cancellationToken)
    {
        var arguments = new QueryArguments();
        var question = Question(arguments, gauges, kind, feed, from, to) with { Limit = MostExported };
        if (!arguments.AreValid)
        {
            return arguments.Problem;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var rows = store.With(question, await store.AskAsync(question, cancellationToken)).Select(row => IncidentBody.Of(row, now));
        return CsvAnswer.Of("incidents", now, IncidentBody.Header, rows.Select(row => row.Cells));
    }

    private static IncidentQuestion Question(
        QueryArguments arguments, FeedGauges gauges, string? kind, string? feed, string? from, string? to)
    {
        var range = arguments.Range(from, to);
        return new IncidentQuestion(
            arguments.Choice("kind", kind, IncidentKinds.All), arguments.Feed(feed, [.. gauges.All.Select(gauge => gauge.Current.Name)]),
            range.From, range.To, OnlyOpen: false, Before: null, DefaultLimit);
    }

    private static async Task<Results<Ok<IncidentBody[]>, ValidationProblem>> ListAsync(
        HttpContext context,
        IncidentStore store,
        FeedGauges gauges,
        TimeProvider time,
        [Description("Only one kind.")] string? kind,
        [Description("Only those about one feed.")] string? feed,
        [Description("Those that went on at this time or later.")] string? from,
        [Description("Those that began before this time.")] string? to,
        [Description("true: only those that go on.")] string? open,
        [Description("Incidents a page.")] string? limit,
        [Description("Cursor of the page before, from its Link header.")] string? before,
        CancellationToken cancellationToken)
    {
        var arguments = new QueryArguments();
        var size = arguments.Number("limit", limit, DefaultLimit, 1, LargestLimit);
        var question = Question(arguments, gauges, kind, feed, from, to) with
        {
            OnlyOpen = arguments.Choice("open", open, ["true", "false"]) == "true",
            Before = Cursor.Read<IncidentCursor>(before, arguments),
            Limit = size + 1,
        };
        if (!arguments.AreValid)
        {
            return arguments.Problem;
        }

        // While the database is away, what this terminal holds is all that goes on.
        var stored = question.OnlyOpen ? store.Newest(question) : await store.AskAsync(question, cancellationToken);
        var rows = store.With(question, stored);
        if (rows.Length > size)
        {
            rows = rows[..size];
            Cursor.Announce(context, Cursor.Write(IncidentCursor.Of(rows[^1])));
        }

        var now = time.GetUtcNow().UtcDateTime;
        return TypedResults.Ok(rows.Select(row => IncidentBody.Of(row, now)).ToArray());
    }
}

/// <summary>An incident as the API gives it.</summary>
internal sealed record IncidentBody(
    Guid IncidentId,
    [property: Description("One of those that the argument of that name takes.")] string Kind,
    [property: Description("The feed it is about; null for all.")] string? Feed,
    DateTime BeganAt,
    [property: Description("Null while it goes on.")] DateTime? EndedAt,
    [property: Description("From its beginning to its end, or to now.")] double Seconds,
    [property: Description("False where the terminal ended first: it was not over then.")] bool IsEndSeen,
    [property: Description("The most messages that waited to be stored at one moment.")] long Waited,
    [property: Description("Messages that were refused, or came in the surge; null for other kinds.")] long? Messages,
    [property: Description("What was said of it, in words.")] string Detail)
{
    internal static readonly string[] Header =
        ["incident_id", "kind", "feed", "began_at", "ended_at", "seconds", "is_end_seen", "waited", "messages", "detail"];

    internal IEnumerable<string> Cells =>
    [
        IncidentId.ToString(), Kind, Feed ?? "", CsvAnswer.Time(BeganAt), CsvAnswer.Time(EndedAt), CsvAnswer.Number(Seconds),
        IsEndSeen ? "true" : "false", CsvAnswer.Number(Waited), CsvAnswer.Number(Messages), TradeCsv.Cell(Detail),
    ];

    public static IncidentBody Of(Incident incident, DateTime utcNow) => new(
        incident.Id, incident.Kind, incident.Feed, incident.BeganAt, incident.EndedAt,
        Math.Round(incident.Length(utcNow).TotalSeconds, 3), incident.IsEndSeen, incident.Waited, incident.Messages, incident.Detail);
}
