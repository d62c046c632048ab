using System.Text;

namespace TradeTerminal.Tests.Ops.Telemetry;

/// <summary>A span as OTLP writes it: <c>ExportTraceServiceRequest</c> holds resources, those scopes, and those spans.</summary>
internal sealed record OtlpSpan(string TraceId, string SpanId, string ParentId, string Name, ulong Start, ulong End, IReadOnlyList<string> Links)
{
    internal static IEnumerable<OtlpSpan> In(byte[] request) =>
        from resource in Protobuf.Read(request).Where(field => field.Number == 1)
        from scope in Protobuf.Read(resource.Bytes).Where(field => field.Number == 2)
        from span in Protobuf.Read(scope.Bytes).Where(field => field.Number == 2)
        select Of(Protobuf.Read(span.Bytes));

    private static OtlpSpan Of(IReadOnlyList<ProtobufField> fields) => new(
        Hex(fields, 1), Hex(fields, 2), Hex(fields, 4), Encoding.UTF8.GetString(fields.Single(field => field.Number == 5).Bytes),
        fields.Single(field => field.Number == 7).Value, fields.Single(field => field.Number == 8).Value,
        [.. fields.Where(field => field.Number == 13).Select(link => Hex(Protobuf.Read(link.Bytes), 2))]);

    private static string Hex(IReadOnlyList<ProtobufField> fields, int number) =>
        fields.Where(field => field.Number == number).Select(field => Convert.ToHexStringLower(field.Bytes)).FirstOrDefault("");
}

/// <summary>One field: a number, or bytes.</summary>
internal sealed record ProtobufField(int Number, ulong Value, byte[] Bytes);

/// <summary>The wire form: https://protobuf.dev/programming-guides/encoding/.</summary>
internal static class Protobuf
{
    internal static List<ProtobufField> Read(byte[] message)
    {
        var fields = new List<ProtobufField>();
        for (var at = 0; at < message.Length;)
        {
            var key = Varint(message, ref at);
            var (number, type) = ((int)(key >> 3), (int)(key & 7));
            switch (type)
            {
                case 0:
                    fields.Add(new ProtobufField(number, Varint(message, ref at), []));
                    break;
                case 1:
                    fields.Add(new ProtobufField(number, BitConverter.ToUInt64(message, at), []));
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    fields.Add(new ProtobufField(number, 0, message[at..(at + length)]));
                    at += length;
                    break;
                case 5:
                    fields.Add(new ProtobufField(number, BitConverter.ToUInt32(message, at), []));
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"Wire type {type}.");
            }
        }

        return fields;
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
