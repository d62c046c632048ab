using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using TradeTerminal.Ingest.Feeds.Status;

namespace TradeTerminal.Pipeline;

/// <summary>What a person decides about a feed.</summary>
internal static class FeedsApi
{
    public static void MapFeeds(this IEndpointRouteBuilder routes) => routes
        .MapPost("/api/feeds/{feed}/resume", Resume)
        .WithTags("Operation")
        .WithSummary("Say where a feed goes on that asks")
        .WithDescription(
            "A feed in phase 'waitingForDecision' stands beyond the end of its log. 'end' goes on with what is written from now on; 'start' reads the log "
            + "from its beginning, and stores what is in it a second time if the log was only cut. The answer says which positions it was about. 'partitions', as "
            + "/api/status has them in 'asks', makes sure that these are the ones that were looked at. 409 when the feed does not ask, or asks about others.")
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict);

    internal static Results<Accepted<ResumedBody>, ValidationProblem, ProblemHttpResult> Resume(
        IEnumerable<FeedGauge> feeds, string feed, [FromBody] ResumeBody body)
    {
        var gauge = feeds.FirstOrDefault(gauge => gauge.Current.Name == feed);
        if (gauge is null)
        {
            return TypedResults.Problem(
                $"There is no feed '{feed}'; there are {string.Join(", ", feeds.Select(gauge => gauge.Current.Name))}.",
                statusCode: StatusCodes.Status404NotFound);
        }

        if (body.At is not ("end" or "start"))
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["at"] = ["'at' must be end or start."] });
        }

        if (gauge.Current.Question is not { } question)
        {
            return Conflict($"Feed '{feed}' does not ask where to go on.");
        }

        var asked = AskedBody.Of(question);
        if (body.Partitions is { } meant
            && !meant.ToHashSet().SetEquals(asked.Select(one => new MeantBody(one.Partition, one.StoredOffset))))
        {
            return Conflict($"Feed '{feed}' asks about other positions now: {question.Text}.");
        }

        return gauge.Answer(question, body.At == "end" ? ResumeAt.End : ResumeAt.Start)
            ? TypedResults.Accepted("/api/status", new ResumedBody(body.At, asked))
            : Conflict($"Feed '{feed}' asks about other positions now.");
    }

    private static ProblemHttpResult Conflict(string why) => TypedResults.Problem(why, statusCode: StatusCodes.Status409Conflict);
}

internal sealed record ResumeBody(
    [property: Description("end or start")] string? At,
    [property: Description("The positions that are meant; left out, those that it asks about now.")] MeantBody[]? Partitions = null);

/// <summary>One position that an answer is about.</summary>
internal sealed record MeantBody(int Partition, long StoredOffset);

internal sealed record ResumedBody(string At, AskedBody[] Partitions);

/// <summary>One position that is not in its log.</summary>
internal sealed record AskedBody(
    int Partition,
    [property: Description("The first offset that is not stored yet.")] long StoredOffset,
    [property: Description("Where the log begins.")] long LogStart,
    [property: Description("Where it ends, which is before the stored offset.")] long LogEnd)
{
    public static AskedBody[] Of(FeedQuestion? question) =>
        [.. (question?.Partitions ?? []).Select(lost => new AskedBody(lost.Partition, lost.Next, lost.Low, lost.High))];
}
