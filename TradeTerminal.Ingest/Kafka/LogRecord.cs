using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace TradeTerminal.Ingest.Kafka;

/// <summary>A message in librdkafka's memory, valid until it is destroyed: <c>rd_kafka_message_t</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct LogRecord
{
    public readonly ErrorCode Error;
    private readonly nint _topic;
    public readonly int Partition;
    private readonly byte* _payload;
    private readonly nuint _length;
    private readonly nint _key;
    private readonly nuint _keyLength;
    public readonly long Offset;
    private readonly nint _private;

    public bool IsTombstone => _payload is null;

    public ReadOnlySpan<byte> Payload => new(_payload, checked((int)_length));
}
