using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Api;

/// <summary>What a person decides about a feed.</summary>
internal static class FeedsApi
{
    public static void MapFeeds(this IEndpointRouteBuilder routes) => routes
        .MapPost("/api/feeds/{feed}/resume", Resume)
        .WithTags("Operation")
        .WithSummary("Say where a feed goes on that asks")
        .WithDescription(
            "A feed in phase 'waitingForDecision' stands beyond the end of its log. 'end' goes on with what is written from now on; 'start' reads the log "
            + "from its beginning, and stores what is in it a second time if the log was only cut. 409 when the feed does not ask.");

    private static Results<Accepted<ResumeBody>, ValidationProblem, ProblemHttpResult> Resume(
        IEnumerable<FeedGauge> feeds, string feed, [FromBody] ResumeBody body)
    {
        var gauge = feeds.FirstOrDefault(gauge => gauge.Current.Name == feed);
        if (gauge is null)
        {
            return TypedResults.Problem(
                $"There is no feed '{feed}'; there are {string.Join(", ", feeds.Select(gauge => gauge.Current.Name))}.", statusCode: StatusCodes.Status404NotFound);
        }

        if (body.At is not ("end" or "start"))
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["at"] = ["'at' must be end or start."] });
        }

        return gauge.Current.Question is { } question && gauge.Answer(question, body.At == "end" ? ResumeAt.End : ResumeAt.Start)
            ? TypedResults.Accepted("/api/status", body)
            : TypedResults.Problem($"Feed '{feed}' does not ask where to go on.", statusCode: StatusCodes.Status409Conflict);
    }
}

internal sealed record ResumeBody([property: Description("end or start")] string? At);
