using System.Buffers.Binary;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Feeds.Mapping;

/// <summary>
/// What a Schema Registry's serializer puts in front of a message: 0 and the schema's number in four bytes, or 1 and its id in sixteen.
/// In front of JSON it says nothing that is needed. (A serializer that sends the id in the header <c>__value_schema_id</c> puts nothing
/// in front.)
/// </summary>
internal static class SchemaFrame
{
    /// <summary>False, with a sentence, when a frame is there and no JSON after it.</summary>
    public static bool TrySkip(ref ReadOnlySpan<byte> message, out string? detail)
    {
        detail = null;
        if (message.IsEmpty || message[0] > 1)
        {
            return true;
        }

        var length = message[0] == 0 ? Wrapping.FrameOfNumber : Wrapping.FrameOfId;
        var rest = message.Length < length ? default : message[length..];
        if (rest.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..])
        {
            message = rest;
            return true;
        }

        detail = message.Length < length ? "The message begins like a Schema Registry frame and ends within it."
            : message[0] == 1 ? "After a Schema Registry frame there is no JSON. Avro and Protobuf are not read."
            : $"After a Schema Registry frame (schema {BinaryPrimitives.ReadInt32BigEndian(message[1..])}) there is no JSON. "
                + "Avro and Protobuf are not read.";
        return false;
    }
}
