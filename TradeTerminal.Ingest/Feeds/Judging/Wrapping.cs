using System.Buffers.Binary;

namespace TradeTerminal.Ingest.Feeds.Judging;

/// <summary>Words for what stands around or before an event, for messages that are refused because of it.</summary>
internal static class Wrapping
{
    /// <summary>0 and the number of a schema.</summary>
    public const int FrameOfNumber = 5;

    /// <summary>1 and its id.</summary>
    public const int FrameOfId = 17;

    private static readonly string[] Places = ["data", "payload", "after"];

    /// <summary>The sentence, and where the event seems to be if it is within another object.</summary>
    public static string? Said(ReadOnlySpan<byte> message, RejectReason reason, string? detail) =>
        reason == RejectReason.MissingField && PlaceIn(message) is { } place
            ? $"{detail} The message seems to be wrapped in /{place}: the feed's setting Envelope says so." : detail;

    /// <summary>A sentence about a Schema Registry's frame before JSON; null where there is none.</summary>
    public static string? Frame(ReadOnlySpan<byte> message) => message[0] switch
    {
        0 when IsJson(message, FrameOfNumber) =>
            $"A Schema Registry frame (schema {BinaryPrimitives.ReadInt32BigEndian(message[1..])}) stands before the JSON: the feed's setting Encoding=json takes it off.",
        1 when IsJson(message, FrameOfId) => "A Schema Registry frame stands before the JSON: the feed's setting Encoding=json takes it off.",
        _ => null,
    };

    private static bool IsJson(ReadOnlySpan<byte> message, int from) =>
        message.Length > from && message[from..].TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];

    private static string? PlaceIn(ReadOnlySpan<byte> message)
    {
        var cursor = new JsonCursor(message);
        if (!cursor.TryTake((byte)'{'))
        {
            return null;
        }

        Span<byte> buffer = stackalloc byte[16];
        while (cursor.SkipWhiteSpace() && cursor.TryReadString(out var name) && cursor.TryTake((byte)':') && cursor.TryReadValue(out var value))
        {
            if (value.Kind == JsonKind.Other && value.Of(message)[0] is (byte)'{' or (byte)'[')
            {
                var text = name.Unescaped(message, buffer);
                foreach (var place in Places)
                {
                    if (System.Text.Ascii.Equals(text, place))
                    {
                        return place;
                    }
                }
            }

            if (!cursor.TryTake((byte)','))
            {
                break;
            }
        }

        return null;
    }
}
