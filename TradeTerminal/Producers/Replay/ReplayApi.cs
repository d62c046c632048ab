using System.ComponentModel;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using TradeTerminal.Api;
using TradeTerminal.Producers.Replay.Recordings;

namespace TradeTerminal.Producers.Replay;

/// <summary>Replays of files and of stored ranges, one at a time.</summary>
internal static class ReplayApi
{
    /// <summary>What a form has around its file.</summary>
    private const long FormOverhead = 64 * 1024;

    /// <summary>RFC 2046 allows 70 characters.</summary>
    private const int LongestBoundary = 70;

    public static void MapReplay(this IEndpointRouteBuilder routes)
    {
        var replay = routes.MapGroup("/api/replay").WithTags("Replay");
        replay.MapGet("/", (Replayer replayer) => TypedResults.Ok(ReplayBody.Of(replayer.State)))
            .WithSummary("The replay that is going on, or the last one");
        replay.MapPost("/", StartAsync)
            .WithSummary("Replay a CSV file or a stored range")
            .WithDescription(
                "A file comes as a body of text/csv, or as the first file of multipart/form-data, with its arguments in the query; "
                + $"at most {RecordingFile.LargestBytes >> 20} MB and {Recording.MostEvents:N0} events. Its first line names the fields as on the wire. "
                + "All of it is judged before anything is sent: problems are answered with 400, each with its line. A stored range comes as JSON. "
                + "409 with reason 'running' while another one is going on, and with reason 'confirm' and storedAgain where rows would be stored a second time; send confirm=true to do so.")
            .Accepts<ReplayRange>("application/json", "text/csv", "multipart/form-data")
            .Produces<ReplayBody>()
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithMetadata(new RequestSizeLimitAttribute(RecordingFile.LargestBytes + FormOverhead));
        replay.MapPost("/pause", (Replayer replayer) => Do(replayer, replayer.Pause)).WithSummary("Hold between two events");
        replay.MapPost("/resume", (Replayer replayer) => Do(replayer, replayer.Resume)).WithSummary("Go on from where it is held");
        replay.MapPost("/step", (Replayer replayer) => Do(replayer, replayer.Step)).WithSummary("Send one event, and hold");
        replay.MapPost("/speed", Change).WithSummary("Change how fast it goes, from here on")
            .WithDescription($"speed: {ReplaySpeed.Rule}.");
        replay.MapPost("/stop", StopAsync)
            .WithSummary("End the replay")
            .WithDescription("Answers when every event sent has been acknowledged or counted as failed.");
    }

    private static async Task<IResult> StartAsync(
        HttpRequest request, [AsParameters] ReplayQuery query, Replayer replayer, CancellationToken cancellationToken)
    {
        try
        {
            using var reading = replayer.BeginReading();
            return IsJson(request)
                ? await RangeAsync(request, replayer, cancellationToken)
                : await FileAsync(request, query, replayer, cancellationToken);
        }
        catch (RecordingException exception)
        {
            return TypedResults.ValidationProblem(
                new Dictionary<string, string[]> { ["recording"] = [.. exception.Problems] },
                title: "This can't be replayed; nothing was sent.",
                detail: exception.Problems[0]);
        }
        catch (ReplayRefusedException exception)
        {
            return TypedResults.Problem(
                exception.Message, statusCode: StatusCodes.Status409Conflict,
                title: exception.Reason == ReplayRefusal.Running ? "A replay is going on." : "This has to be confirmed.",
                extensions: new Dictionary<string, object?>
                {
                    ["reason"] = exception.Reason == ReplayRefusal.Running ? "running" : "confirm", ["storedAgain"] = exception.StoredAgain,
                });
        }
    }

    private static async Task<IResult> RangeAsync(HttpRequest request, Replayer replayer, CancellationToken cancellationToken)
    {
        var asked = ReplayRequest.Of(await RangeAsync(request, cancellationToken));
        return asked.Arguments.AreValid
            ? await SendAsync(replayer, await replayer.ReadAsync(asked.Format!, asked.From, asked.To, cancellationToken), asked, cancellationToken)
            : asked.Arguments.Problem;
    }

    private static async Task<ReplayRange> RangeAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await request.ReadFromJsonAsync<ReplayRange>(cancellationToken)
                ?? new ReplayRange(null, null, null, null, null, null, null);
        }
        catch (JsonException exception)
        {
            throw new BadHttpRequestException("The body is not a range.", exception);
        }
    }

    private static async Task<IResult> FileAsync(
        HttpRequest request, ReplayQuery query, Replayer replayer, CancellationToken cancellationToken)
    {
        var asked = ReplayRequest.Of(query);
        if (!asked.Arguments.AreValid)
        {
            return asked.Arguments.Problem;
        }

        var (content, name) = await ContentAsync(request, query.File, cancellationToken);
        if (content is null)
        {
            return TypedResults.Problem(
                "Send a CSV as text/csv or in multipart/form-data, or a stored range as application/json.",
                statusCode: StatusCodes.Status415UnsupportedMediaType);
        }

        await using var file = await UploadedFile.ReadAsync(content, name, cancellationToken);
        return await SendAsync(replayer, replayer.Read(asked.Format!, file.Content, name), asked, cancellationToken);
    }

    private static async Task<Ok<ReplayBody>> SendAsync(
        Replayer replayer, Recording recording, ReplayRequest asked, CancellationToken cancellationToken)
    {
        var plan = await replayer.PlanAsync(recording, asked.ShiftToNow, cancellationToken);
        return TypedResults.Ok(ReplayBody.Of(await replayer.StartAsync(plan, asked.Speed, asked.Paused, asked.Confirmed)));
    }

    private static Ok<ReplayBody> Do(Replayer replayer, Action command)
    {
        command();
        return TypedResults.Ok(ReplayBody.Of(replayer.State));
    }

    private static Results<Ok<ReplayBody>,
        ValidationProblem> Change(Replayer replayer, [Description("How fast from here on.")] string? speed)
    {
        var arguments = new QueryArguments();
        var wanted = ReplayRequest.SpeedOf(speed, arguments);
        if (!arguments.AreValid)
        {
            return arguments.Problem;
        }

        return Do(replayer, () => replayer.Change(wanted));
    }

    private static async Task<Ok<ReplayBody>> StopAsync(Replayer replayer)
    {
        await replayer.StopAsync();
        return TypedResults.Ok(ReplayBody.Of(replayer.State));
    }

    private static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase);

    /// <summary>The stream of the file, as it comes: nothing of it is held in memory.</summary>
    private static async Task<(Stream? Content, string Name)> ContentAsync(
        HttpRequest request, string? name, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            return (null, "");
        }

        if (type.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase))
        {
            return (request.Body, UploadedFile.NameOf(name));
        }

        if (!type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= LongestBoundary } boundary)
        {
            return (null, "");
        }

        try
        {
            var sections = new MultipartReader(boundary, request.Body);
            while (await sections.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (section.AsFileSection() is { FileStream: { } file } part)
                {
                    return (file, UploadedFile.NameOf(part.FileName));
                }
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            throw new BadHttpRequestException("The body is no multipart/form-data with that boundary.", exception);
        }

        return (null, "");
    }
}
