using System.ComponentModel;
using TradeTerminal.Ingest.Feeds.Mapping.Preview;

namespace TradeTerminal.YourFeed;

/// <summary>What a feed would make of a topic, and the settings for it.</summary>
internal sealed record PreviewBody(
    string Topic, string Feed,
    [property: Description("Messages read: the newest, at most 200.")] int Read,
    int Partitions,
    [property: Description("Partitions that were not read, because they did not answer in time or there are too many.")] int PartitionsUnread,
    [property: Description("Kafka's time of the oldest message read.")] DateTime? From,
    [property: Description("Kafka's time of the newest.")] DateTime? To,
    [property: Description("False where the mapping was given.")] bool IsGuess,
    [property: Description("The verdict in words.")] string Words,
    int Accepted, int Rejected, int Ignored,
    [property: Description("Accepted ones with the id of another, which is then stored once.")] int Repeated,
    PreviewReject[] Rejects, PreviewDecoder[] Encoding, string Envelope,
    [property: Description("Why, of the settings that are no fields.")] Dictionary<string, string> Reasons,
    PreviewField[] Fields, PreviewExample[] Examples, PreviewPlace[] Places, string[] Notes,
    [property: Description("To paste, as JSON.")] string Settings,
    [property: Description("The same as lines for a shell.")] string Environment)
{
    private const int LongestPayload = 400;

    public static PreviewBody Of(FeedPreview preview)
    {
        var (messages, verdict) = (preview.Sample.Messages, preview.Verdict!);
        return new PreviewBody(
            preview.Sample.Topic, preview.Feed.Name, messages.Count, preview.Sample.Partitions, preview.Sample.Unread,
            messages.Min(message => message.Time), messages.Max(message => message.Time), preview.IsGuess, verdict.Words,
            verdict.Accepted, verdict.Refused, verdict.Ignored, verdict.Repeated,
            [.. verdict.Rejected.Select(kind => new PreviewReject(
                kind.Reason, kind.Count, kind.Detail, kind.Example.Partition, kind.Example.Offset, Text(kind.Example)))],
            [.. preview.Decoders.Select(decoder => new PreviewDecoder(decoder.Name, decoder.Taken, decoder.Said))],
            preview.Envelope, preview.Reasons.ToDictionary(),
            [.. preview.Fields.Select(FieldOf)],
            [.. preview.Rows.Select(row => new PreviewExample(
                row.Message.Partition, row.Message.Offset, row.Message.Time, row.Outcome, row.Detail, Text(row.Message),
                    row.Values.ToDictionary()))],
            [.. preview.Places.Select(place => new PreviewPlace(place.Pointer, place.Count, place.Distinct.Count, place.Example))],
            [.. preview.Notes], preview.Json, preview.Environment);
    }

    private static PreviewField FieldOf(FieldPreview field) => new(
        field.Field.Name, field.IsRequired, field.Entry?.From, field.Entry?.Const, [.. field.Entry?.Map ?? []], field.Entry?.Else,
            field.Entry?.Scale,
        field.Entry?.Unit, field.Certainty?.ToString().ToLowerInvariant(), field.Why, field.Found, field.Raw, field.Ours);

    private static string Text(SampleMessage message) => SampleText.Of(message.Payload, LongestPayload);
}

/// <summary>How a field of ours is read.</summary>
internal sealed record PreviewField(
    string Name, bool Required, string? From, string? Const, string[] Map, string? Else, string? Scale, string? Unit,
    [property: Description("sure, likely, doubtful or none; null where it is no guess.")] string? Certainty, string Why,
    [property: Description("Events that have a value there.")] int Found,
    [property: Description("Theirs, in one of the messages.")] string? Raw,
    [property: Description("What it becomes.")] string? Ours);

/// <summary>Messages that would be rejected for one reason, with the first of them.</summary>
internal sealed record PreviewReject(string Reason, int Count, string Detail, int Partition, long Offset, string Payload);

/// <summary>What one way of reading made of the messages.</summary>
internal sealed record PreviewDecoder(string Name, int Taken, string? Said);

/// <summary>One message and what becomes of it.</summary>
internal sealed record PreviewExample(
    int Partition, long Offset, DateTime? Time, string Outcome, string? Detail, string Payload, Dictionary<string, string> Values);

/// <summary>A place in the messages.</summary>
internal sealed record PreviewPlace(string Pointer, int Found, int Distinct, string Example);
