using System.ComponentModel;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using TradeTerminal.Api;

namespace TradeTerminal.Pipeline.Rejects;

/// <summary>Messages that were refused, with what they were.</summary>
internal static class RejectedApi
{
    public const int DefaultLimit = 100;
    public const int LargestLimit = 1_000;

    public static void MapRejected(this IEndpointRouteBuilder routes) => routes
        .MapGet("/api/rejected", ListAsync)
        .WithTags("Operation")
        .WithSummary("Rejected messages, newest first")
        .WithDescription(
            $"With the reason and the message itself, cut at {RejectStore.PayloadShown} bytes; a page ends early when its messages come to "
            + $"{RejectStore.AnswerShown >> 20} MB. The Link header carries the address of the next page.");

    private static async Task<Results<Ok<List<RejectedBody>>, ValidationProblem>> ListAsync(
        HttpContext context,
        RejectStore rejects,
        [Description("Only rejects of this reason.")] string? reason,
        [Description("Rejects a page.")] string? limit,
        [Description("Cursor of the page before, from its Link header.")] string? before,
        CancellationToken cancellationToken)
    {
        var arguments = new QueryArguments();
        var only = arguments.Reason(reason);
        var size = arguments.Number("limit", limit, DefaultLimit, 1, LargestLimit);
        var after = Cursor.Read<RejectCursor>(before, arguments);
        if (!arguments.AreValid)
        {
            return arguments.Problem;
        }

        var rows = await rejects.ReadAsync(only, after, size + 1, cancellationToken);
        var isCut = rows.Sum(row => row.Payload?.Length ?? 0) > RejectStore.AnswerShown;
        if (rows.Count > size || isCut)
        {
            rows = [.. rows.Take(size)];
            Cursor.Announce(context, Cursor.Write(RejectCursor.Of(rows[^1])));
        }

        return TypedResults.Ok(rows.Select(RejectedBody.Of).ToList());
    }
}

/// <summary>A rejected message as the API gives it.</summary>
internal sealed record RejectedBody(
    string Topic,
    int Partition,
    long Offset,
    string Reason,
    [property: Description("The reason in a sentence.")] string Detail,
    [property: Description("The message where it is valid UTF-8; null for a tombstone.")] string? Payload,
    [property: Description("The message where it is not valid UTF-8.")] string? PayloadBase64,
    [property: Description("Length of the whole message.")] int PayloadBytes,
    [property: Description("Only the beginning of the message is given.")] bool Truncated,
    DateTime RejectedAt)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static RejectedBody Of(RejectedMessage row)
    {
        var truncated = row.Payload is not null && row.Payload.Length < row.PayloadLength;
        var text = row.Payload is null ? null : Text(row.Payload, truncated);
        return new RejectedBody(
            row.Topic, row.Partition, row.Offset, row.Reason, row.Detail, text,
            row.Payload is not null && text is null ? Convert.ToBase64String(row.Payload) : null,
            row.PayloadLength ?? 0, truncated, row.RejectedAt);
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
