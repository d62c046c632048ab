using System.ComponentModel;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using TradeTerminal.Api;
using TradeTerminal.Ingest;
using TradeTerminal.Pipeline.Rejects;

namespace TradeTerminal.Pipeline.Resubmissions;

/// <summary>Sending refused messages once more.</summary>
internal static class ResubmissionsApi
{
    public static void MapResubmissions(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/rejected/resubmit", SendAsync)
            .WithTags("Operation")
            .WithSummary("Send a rejected message to its topic once more, corrected or as it was")
            .WithDescription(
                $"It goes to the partition it came from, with the header {ResubmitLog.RejectHeader} that has its id. GET /api/rejected says what became of it, mostly within a second. 202 where the broker did not answer in ten seconds: it may have the message or not, the outcome stays 'sending' until the log tells, and it is not sent twice meanwhile. 409 when it was sent before, or its feed is not read.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        routes.MapPost("/api/rejected/resubmit-all", SendAllAsync)
            .WithTags("Operation")
            .WithSummary("Send all messages rejected for a reason once more, as they were")
            .WithDescription(
                $"Those that were not sent before, the oldest first, at most {Resubmitter.MostAtOnce} at once. Without count and until the answer is 409 and has both: how many would be sent, and until when they were rejected. Repeat it with them.")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<Ok<ResubmittedBody>, Accepted<ResubmittedBody>, ValidationProblem, ProblemHttpResult>> SendAsync(
        Resubmitter resubmitter, ResubmitStart message, CancellationToken cancellationToken)
    {
        var arguments = new QueryArguments();
        var id = RejectId.Parse(message.Id);
        if (id is null)
        {
            arguments.Refuse("id", RejectId.Rule);
        }

        byte[]? corrected = null;
        if (message.Payload is not null && message.PayloadBase64 is not null)
        {
            arguments.Refuse("payload", "given as text or as payloadBase64, not as both");
        }
        else if (message.PayloadBase64 is { } encoded)
        {
            corrected = new byte[encoded.Length];
            if (!Convert.TryFromBase64String(encoded, corrected, out var length))
            {
                arguments.Refuse("payloadBase64", "base64");
            }

            corrected = corrected[..length];
        }
        else if (message.Payload is { } text)
        {
            corrected = Encoding.UTF8.GetBytes(text);
        }

        if (!arguments.AreValid)
        {
            return arguments.Problem;
        }

        try
        {
            var (sent, isSent) = await resubmitter.SendAsync(id!, corrected, cancellationToken);
            var body = new ResubmittedBody(sent.ToString(), corrected is not null, isSent ? Outcomes.Waiting : Outcomes.Sending);
            return isSent ? TypedResults.Ok(body) : TypedResults.Accepted($"/api/rejected?id={Uri.EscapeDataString(body.Id)}", body);
        }
        catch (ResubmitRefusedException refused)
        {
            return Refused(refused);
        }
    }

    private static async Task<Results<Ok<ReasonSentBody>, ValidationProblem, ProblemHttpResult>> SendAllAsync(
        Resubmitter resubmitter, ResubmitAllStart order, CancellationToken cancellationToken)
    {
        var arguments = new QueryArguments();
        var feed = arguments.Feed(order.Feed, [.. FeedCatalog.All.Select(one => one.Name)]);
        var until = arguments.Time("until", order.Until);
        if (arguments.Reason(order.Reason ?? "") is null || (order.Count is null) != (until is null))
        {
            arguments.Add("count", "'count' and 'until' go together, as the answer without them has them.");
        }

        if (!arguments.AreValid)
        {
            return arguments.Problem;
        }

        try
        {
            if (order.Count is not { } count || until is not { } before)
            {
                var there = await resubmitter.CountAsync(order.Reason!, feed, null, cancellationToken);
                return Confirm(order.Reason!, there);
            }

            var answer = await resubmitter.SendAllAsync(order.Reason!, feed, before, count, cancellationToken);
            return TypedResults.Ok(new ReasonSentBody(answer.Sent, answer.InDoubt, answer.Left, answer.Problem));
        }
        catch (ResubmitRefusedException refused)
        {
            return Refused(refused);
        }
    }

    private static ProblemHttpResult Confirm(string reason, ReasonCount there) => there.Until is null
        ? TypedResults.Problem(
            $"No message rejected for {reason} is left to send: each was sent before, is too large, or is of a topic that no feed reads now.",
            statusCode: StatusCodes.Status409Conflict, extensions: Members("nothing", there))
        : TypedResults.Problem(
            $"This sends {ResubmitWords.Count(there)} rejected for {reason} once more, as they were. Repeat it with count={there.AtOnce} and until={Iso(there.Until.Value)}.",
            statusCode: StatusCodes.Status409Conflict, extensions: Members("confirm", there));

    private static Dictionary<string, object?> Members(string reason, ReasonCount there) => new()
    {
        ["reason"] = reason, ["count"] = there.AtOnce, ["all"] = there.Count, ["until"] = there.Until is { } until ? Iso(until) : null,
    };

    private static string Iso(DateTime time) => time.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", System.Globalization.CultureInfo.InvariantCulture);

    private static ProblemHttpResult Refused(ResubmitRefusedException refused) => TypedResults.Problem(
        refused.Message,
        statusCode: refused.Refusal switch
        {
            ResubmitRefusal.Missing => StatusCodes.Status404NotFound,
            ResubmitRefusal.Invalid => StatusCodes.Status400BadRequest,
            ResubmitRefusal.Away => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status409Conflict,
        });
}

/// <summary>Which message, and what goes in its place.</summary>
internal sealed record ResubmitStart(
    [property: Description("As GET /api/rejected gives it; or TOPIC/PARTITION/OFFSET, where one message alone was rejected there.")] string? Id,
    [property: Description("Sent in its place; it has to keep the rules of the feed. Without it the message goes as it was.")] string? Payload = null,
    [property: Description("The same as base64.")] string? PayloadBase64 = null);

/// <summary>A message that is in the log again, or may be.</summary>
internal sealed record ResubmittedBody(
    string Id, bool Corrected,
    [property: Description("As it is now: 'waiting' to be read, or 'sending' where the broker has not answered.")] string Outcome);

/// <summary>Which messages, and how many were confirmed.</summary>
internal sealed record ResubmitAllStart(
    string? Reason,
    [property: Description("Only of this feed.")] string? Feed = null,
    [property: Description("As the answer without it has it.")] int? Count = null,
    [property: Description("Only what was rejected until then, as the answer without it has it.")] string? Until = null);

/// <summary>What was sent.</summary>
internal sealed record ReasonSentBody(
    int Sent,
    [property: Description("May be in the log, as the broker did not say; it is looked for there, and nothing of it is sent again until then.")] int InDoubt,
    [property: Description("Are left to send, of those rejected until then.")] int Left,
    [property: Description("Why fewer were sent than confirmed; null when all were.")] string? Problem);
