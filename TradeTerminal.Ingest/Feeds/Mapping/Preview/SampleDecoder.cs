using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Unicode;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Feeds.Mapping.Preview;

/// <summary>Tells of each message whether it is JSON, with or without a frame, and if not, what it looks like.</summary>
internal static class SampleDecoder
{
    private static readonly PointerTree Marks = MarksTree();

    public static DecodedMessage Decode(SampleMessage message)
    {
        ReadOnlySpan<byte> bytes = message.Payload;
        if (message.Length > message.Payload.Length)
        {
            return Failed(message, null, $"it has {message.Length} bytes; at most {MessageForm.MaxBytes} are taken");
        }

        var schema = SchemaOf(bytes) ?? message.SchemaHeader;
        if (!SchemaFrame.TrySkip(ref bytes, out _))
        {
            return Failed(message, schema, schema is null ? "it begins like a Schema Registry frame and ends within it"
                : $"after the frame of schema {schema} there is no JSON: Avro or Protobuf, which are not read");
        }

        schema = bytes.Length < message.Payload.Length || message.SchemaHeader is not null ? schema : null;
        bytes = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        if (bytes.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            return Failed(message, schema, "it has no content");
        }

        if (!Utf8.IsValid(bytes) || bytes[0] == 0 || (bytes.Length > 1 && bytes[1] == 0))
        {
            return Failed(message, schema, schema is not null ? $"its header names schema {schema}: Avro or Protobuf, which are not read"
                : Binary(bytes));
        }

        try
        {
            var reader = new Utf8JsonReader(bytes);
            var json = JsonElement.ParseValue(ref reader);
            if (bytes[(int)reader.BytesConsumed..].IndexOfAnyExcept(" \t\r\n"u8) >= 0)
            {
                return Failed(message, schema, "there is more after the end of its JSON: one event a message is read");
            }

            if (!IsText(json))
            {
                return Failed(message, schema, "a text in it has half of a surrogate pair (\\ud800 to \\udfff), which is no character");
            }

            return json.ValueKind is JsonValueKind.Object or JsonValueKind.Array
                ? new DecodedMessage(message, json, EnvelopeOf(bytes), schema, null)
                : Failed(message, schema, $"it is {Shown(bytes)}, and no JSON object or list");
        }
        catch (JsonException exception)
        {
            return Failed(message, schema, Text(bytes, exception));
        }
    }

    /// <summary>Every name and text can be read as one: half a surrogate pair may be written, and is found only then.</summary>
    private static bool IsText(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.Object => value.EnumerateObject().All(member => member.Name is not null && IsText(member.Value)),
                JsonValueKind.Array => value.EnumerateArray().All(IsText),
                JsonValueKind.String => value.GetString() is not null,
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>What was tried, how many it took, and what it said of the first it did not take.</summary>
    public static IReadOnlyList<DecoderVerdict> Verdicts(IReadOnlyList<DecodedMessage> messages)
    {
        var framed = messages.Where(message => message.Schema is not null).ToList();
        var plain = messages.Where(message => message.Schema is null).ToList();
        var schemas = framed.Select(message => message.Schema!).Distinct().Take(5).ToList();
        List<DecoderVerdict> verdicts = [new("json", plain.Count(message => message.Json is not null), Said(plain))];
        if (framed.Count > 0)
        {
            verdicts.Add(new DecoderVerdict(
                $"json behind a Schema Registry frame (schema {string.Join(", ", schemas)})",
                    framed.Count(message => message.Json is not null), Said(framed)));
        }

        return verdicts;
    }

    private static string? Said(List<DecodedMessage> messages) =>
        messages.FirstOrDefault(message => message.Fault is not null) is not { } failed ? null
            : $"{messages.Count(message => message.Fault is not null)} not: at {failed.Message.Partition}/{failed.Message.Offset} {failed.Fault}";

    private static DecodedMessage Failed(SampleMessage message, string? schema, string fault) =>
        new(message, null, Envelope.None, schema, fault);

    private static string? SchemaOf(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0, ..] when bytes.Length >= Wrapping.FrameOfNumber => $"{BinaryPrimitives.ReadInt32BigEndian(bytes[1..])}",
        [1, ..] when bytes.Length >= Wrapping.FrameOfId => new Guid(bytes[1..Wrapping.FrameOfId], bigEndian: true).ToString(),
        _ => null,
    };

    private static string Binary(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x1f, 0x8b, ..] => "it is compressed with gzip by its sender: have it sent as it is, and let Kafka compress (compression.type)",
        [0x28, 0xb5, 0x2f, 0xfd, ..] =>
            "it is compressed with zstd by its sender: have it sent as it is, and let Kafka compress (compression.type)",
        [0xff, 0xfe, ..] or [0xfe, 0xff, ..] or [_, 0, ..] or [0, _, ..] => "it looks like UTF-16: JSON is read as UTF-8",
        [>= 0x80 and <= 0x9f or 0xdc or 0xdd or 0xde or 0xdf, ..] => "it looks like MessagePack, which is not read",
        [(byte)'O', (byte)'b', (byte)'j', 1, ..] => "it is an Avro file, which is not read",
        _ => "it is no text: Avro or Protobuf without a frame, perhaps, which are not read",
    };

    private static string Text(ReadOnlySpan<byte> bytes, JsonException exception)
    {
        var (shown, at) = (Shown(bytes), exception.BytePositionInLine);
        return bytes.TrimStart(" \t\r\n"u8) switch
        {
            [(byte)'<', ..] => $"it is XML or HTML, which is not read: {shown}",
            [(byte)'8', (byte)'=', (byte)'F', (byte)'I', (byte)'X', ..] => $"it is a FIX message, which is not read: {shown}",
            [(byte)'{' or (byte)'[', ..] => $"its JSON is broken at line {exception.LineNumber + 1}, byte {at + 1}: {shown}",
            _ when bytes.IndexOfAny(",;\t|"u8) >= 0 =>
                $"it is no JSON but looks like a line of CSV, which the replay of files reads: {shown}",
            _ => $"it is no JSON: {shown}",
        };
    }

    private static string Shown(ReadOnlySpan<byte> bytes) => SampleText.Of(bytes, 60);

    private static Envelope EnvelopeOf(ReadOnlySpan<byte> json)
    {
        Span<Utf8Slice> slots = stackalloc Utf8Slice[PointerTree.MaxSlots];
        return Marks.TryRead(json, slots, out _) ? EnvelopeMarks.Find(slots) : Envelope.None;
    }

    private static PointerTree MarksTree()
    {
        var tree = new PointerTree();
        for (var mark = 0; mark < EnvelopeMarks.Pointers.Length; mark++)
        {
            tree.Root.Grow(JsonPointer.Parse(EnvelopeMarks.Pointers[mark])!.Path, mark);
        }

        return tree;
    }
}
