using System.ComponentModel;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using TradeTerminal.Api;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Pipeline.Resubmissions;

namespace TradeTerminal.Pipeline.Rejects;

/// <summary>Messages that were refused, with what they were.</summary>
internal static class RejectedApi
{
    public const int DefaultLimit = 100;
    public const int LargestLimit = 1_000;

    private const string ResubmittedRule =
        "never: only those not sent again; any: those that were; else what became of it: sending, waiting, accepted, duplicate, rejected, lost or unknown.";

    public static void MapRejected(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/rejected", ListAsync)
            .WithTags("Operation")
            .WithSummary("Rejected messages, newest first")
            .WithDescription(
                $"With the reason and the message itself, cut at {RejectStore.PayloadShown} bytes; a page ends early when its messages come to "
                + $"{RejectStore.AnswerShown >> 20} MB. The Link header carries the address of the next page.");
        routes.MapGet("/api/rejected.csv", Export)
            .WithTags("Operation")
            .WithSummary("The same as a CSV file, all of them")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv")
            .ProducesValidationProblem();
    }

    private static async Task<Results<Ok<List<RejectedBody>>, ValidationProblem>> ListAsync(
        HttpContext context,
        RejectStore rejects,
        FeedGauges gauges,
        [Description("Only this one.")] string? id,
        [Description("Only rejects of this reason.")] string? reason,
        [Description("Only rejects of this feed.")] string? feed,
        [Description(ResubmittedRule)] string? resubmitted,
        [Description("Rejected at that time or later.")] string? from,
        [Description("Rejected before that time.")] string? to,
        [Description("Rejects a page.")] string? limit,
        [Description("Cursor of the page before, from its Link header.")] string? before,
        CancellationToken cancellationToken)
    {
        var arguments = new QueryArguments();
        var query = Read(arguments, gauges, reason, feed, resubmitted, from, to) with { Id = RejectId.Parse(id) };
        if (id is not null && query.Id is null)
        {
            arguments.Refuse("id", RejectId.Rule);
        }

        var size = arguments.Number("limit", limit, DefaultLimit, 1, LargestLimit);
        var after = Cursor.Read<RejectCursor>(before, arguments);
        if (!arguments.AreValid)
        {
            return arguments.Problem;
        }

        var rows = await rejects.ReadAsync(query, after, size + 1, cancellationToken);
        var isCut = rows.Sum(row => row.Payload?.Length ?? 0) > RejectStore.AnswerShown;
        if (rows.Count > size || isCut)
        {
            rows = [.. rows.Take(size)];
            Cursor.Announce(context, Cursor.Write(RejectCursor.Of(rows[^1])));
        }

        return TypedResults.Ok(rows.Select(RejectedBody.Of).ToList());
    }

    private static IResult Export(
        RejectExport export,
        FeedGauges gauges,
        [Description("Only rejects of this reason.")] string? reason,
        [Description("Only rejects of this feed.")] string? feed,
        [Description(ResubmittedRule)] string? resubmitted,
        [Description("Rejected at that time or later.")] string? from,
        [Description("Rejected before that time.")] string? to)
    {
        var arguments = new QueryArguments();
        var query = Read(arguments, gauges, reason, feed, resubmitted, from, to);
        return arguments.AreValid ? export.Of(query) : arguments.Problem;
    }

    private static RejectQuery Read(
        QueryArguments arguments, FeedGauges gauges, string? reason, string? feed, string? resubmitted, string? from, string? to)
    {
        var only = arguments.Feed(feed, [.. gauges.All.Select(gauge => gauge.Current.Name)]);
        var (first, end) = arguments.Range(from, to);
        return new RejectQuery(
            arguments.Reason(reason), only is null || !arguments.AreValid ? null : gauges[only].Current.Topic,
            arguments.Choice("resubmitted", resubmitted, Outcomes.Choices), first, end);
    }
}

/// <summary>A rejected message as the API gives it.</summary>
internal sealed record RejectedBody(
    [property: Description("By which POST /api/rejected/resubmit takes it.")] string Id,
    string Topic,
    int Partition,
    long Offset,
    string Reason,
    [property: Description("The reason in a sentence.")] string Detail,
    [property: Description("The message where it is valid UTF-8; null for a tombstone.")] string? Payload,
    [property: Description("The message where it is not valid UTF-8.")] string? PayloadBase64,
    [property: Description("Length of the whole message.")] int PayloadBytes,
    [property: Description("Only the beginning of the message is given.")] bool Truncated,
    DateTime RejectedAt,
    [property: Description("What became of it when it was sent again; null when it was not.")] ResubmissionBody? Resubmission,
    [property: Description("Id of the reject that was sent again as this one; null when nobody sent it.")] string? ResubmissionOf)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static RejectedBody Of(RejectedMessage row)
    {
        var truncated = row.Payload is not null && row.Payload.Length < row.PayloadLength;
        var text = row.Payload is null ? null : Text(row.Payload, truncated);
        return new RejectedBody(
            RejectId.Of(row).ToString(), row.Topic, row.Partition, row.Offset, row.Reason, row.Detail, text,
            row.Payload is not null && text is null ? Convert.ToBase64String(row.Payload) : null,
            row.PayloadLength ?? 0, truncated, row.RejectedAt, ResubmissionBody.Of(row),
            row.OriginAt is { } origin ? new RejectId(row.Topic, row.OriginPartition!.Value, row.OriginOffset!.Value, origin).ToString() : null);
    }

    /// <summary>Null when the bytes are no text. A character that the cut goes through is left out.</summary>
    private static string? Text(ReadOnlySpan<byte> payload, bool truncated)
    {
        for (var cut = 0; truncated && cut < 3
            && Rune.DecodeLastFromUtf8(payload, out _, out var length) != System.Buffers.OperationStatus.Done; cut++)
        {
            payload = payload[..^length];
        }

        try
        {
            return Strict.GetString(payload);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}

/// <summary>A rejected message that was sent once more.</summary>
internal sealed record ResubmissionBody(
    DateTime At,
    [property: Description("Something else was sent in its place.")] bool Corrected,
    [property: Description("sending, waiting, accepted, duplicate, rejected, lost (gone before it was stored) or unknown; the last two may be sent again.")] string Outcome,
    DateTime? OutcomeAt,
    int Partition,
    [property: Description("In the topic of the reject; null while the broker does not have it.")] long? Offset,
    [property: Description("Id of the reject that came of it; null unless the outcome is rejected.")] string? RejectedAs)
{
    public static ResubmissionBody? Of(RejectedMessage row) => row.Outcome is null ? null : new ResubmissionBody(
        row.ResubmittedAt!.Value, row.WasCorrected == true, row.Outcome, row.OutcomeAt, row.SentPartition!.Value, row.SentOffset,
        row.AgainAt is { } again ? new RejectId(row.Topic, row.SentPartition.Value, row.SentOffset!.Value, again).ToString() : null);
}
