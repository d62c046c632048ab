using System.ComponentModel;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using TradeTerminal.Api;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Mapping.Preview;
using TradeTerminal.Ingest.Kafka;

namespace TradeTerminal.YourFeed;

/// <summary>What a feed would make of the messages of any topic.</summary>
internal static class MapApi
{
    private const int LongestTopic = 249;

    public static void MapPreviews(this IEndpointRouteBuilder routes) => routes
        .MapPost("/api/map/preview", PreviewAsync)
        .WithTags("Operation")
        .WithSummary("Read a topic's newest messages, guess how they are to be mapped, and judge them")
        .WithDescription(
            $"At most {TopicPeek.MostMessages} messages are read, by a consumer that joins no group and commits nothing; nothing is stored. Without 'mapping' it is guessed, "
            + "and every guess says why; with one it is tried. The judge is the one that ingests. 404 when there is no such topic, with the topics there are; 409 when it is "
            + "empty or may not be read; 503 when no broker answers.")
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Ok<PreviewBody>, ValidationProblem, ProblemHttpResult>> PreviewAsync(
        TopicPeek topics, IOptionsMonitor<FeedOptions> settings, IConfiguration configuration, TimeProvider time, PreviewStart start,
        CancellationToken cancellationToken)
    {
        var arguments = new QueryArguments();
        var name = arguments.Feed(start.Feed, [.. FeedCatalog.All.Select(one => one.Name)]) ?? FeedCatalog.All[0].Name;
        if (start.Topic is not { Length: > 0 and <= LongestTopic } topic)
        {
            arguments.Refuse("topic", "the name of a topic");
            return arguments.Problem;
        }

        var feed = FeedCatalog.All.FirstOrDefault(one => one.Name == name);
        MappingDraft? draft = null;
        if (feed is not null && start.Mapping is { ValueKind: not JsonValueKind.Null } mapping)
        {
            (draft, var problem) = MappingJson.Read(feed, mapping);
            var problems = problem is not null ? [problem]
                : draft!.Compile(feed).Problems.Select(wrong => $"{wrong.Key} {wrong.Problem}").ToList();
            problems.ForEach(wrong => arguments.Add("mapping", wrong));
        }

        if (!arguments.AreValid)
        {
            return arguments.Problem;
        }

        try
        {
            var sample = await topics.ReadAsync(topic, cancellationToken);
            var now = time.GetUtcNow().UtcDateTime;
            var preview = draft is null ? FeedPreview.Of(feed!, sample, now) : FeedPreview.Of(feed!, sample, draft, now);
            return TypedResults.Ok(PreviewBody.Of(preview.Told(settings, configuration)));
        }
        catch (TopicTroubleException trouble)
        {
            return await RefusedAsync(trouble, topics, cancellationToken);
        }
    }

    private static async Task<ProblemHttpResult> RefusedAsync(TopicTroubleException trouble, TopicPeek topics,
        CancellationToken cancellationToken)
    {
        var (status, detail, there) = (trouble.Trouble switch
        {
            TopicTrouble.Missing => StatusCodes.Status404NotFound,
            TopicTrouble.Away => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status409Conflict,
        }, trouble.Message, (IReadOnlyList<string>?)null);
        if (trouble.Trouble == TopicTrouble.Missing)
        {
            try
            {
                there = await topics.NamesAsync(cancellationToken);
                detail = there.Count == 0 ? $"{detail} There are none."
                    : $"{detail} There are {string.Join(", ", there.Take(20))}{(there.Count > 20 ? ", …" : "")}.";
            }
            catch (TopicTroubleException)
            {
                // The first answer is worth more than that the list is missing.
            }
        }

        return TypedResults.Problem(
            detail, statusCode: status, extensions: there is null ? null : new Dictionary<string, object?> { ["topics"] = there });
    }
}

/// <summary>Which topic, and what reads it.</summary>
internal sealed record PreviewStart(
    string? Topic,
    [property: Description("By name; trades where it is missing.")] string? Feed = null,
    [property: Description("Settings to try, as they stand below Feeds:<Feed>: Preset, Envelope, Each, Only, Fields and so on. Without them they are guessed.")]
    JsonElement? Mapping = null);
