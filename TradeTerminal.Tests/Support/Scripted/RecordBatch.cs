using System.Numerics;

namespace TradeTerminal.Tests.Support.Scripted;

/// <summary>A batch of Kafka's message format 2, whole and as it goes over the wire.</summary>
/// <param name="Base">Offset of its first record.</param>
/// <param name="Last">Offset of its last record. Compaction may have taken either.</param>
/// <param name="Bytes">With its header.</param>
internal sealed record RecordBatch(long Base, long Last, byte[] Bytes)
{
    private const short Transactional = 0x10;
    private const short Control = 0x20;
    private const long NoProducer = -1;

    /// <summary>Its records by offset; what lies between them was compacted away.</summary>
    internal static RecordBatch Of(long first, long last, IEnumerable<(long Offset, byte[]? Value)> records, long? producerId = null) =>
        Make(
        first, last, [.. records.Select(record => (record.Offset, (byte[]?)null, record.Value))],
        producerId is null ? (short)0 : Transactional, producerId);

    /// <summary>The end of a transaction: one offset that holds no message.</summary>
    internal static RecordBatch Marker(long offset, long producerId, bool isCommit)
    {
        var key = new WireWriter().Int16(0).Int16(isCommit ? (short)1 : (short)0).Written.ToArray();
        var value = new WireWriter().Int16(0).Int32(0).Written.ToArray();
        return Make(offset, offset, [(offset, key, value)], Transactional | Control, producerId);
    }

    private static RecordBatch Make(
        long first, long last, IReadOnlyList<(long Offset, byte[]? Key, byte[]? Value)> records, short attributes, long? producerId)
    {
        var time = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var checkedPart = new WireWriter()
            .Int16(attributes).Int32((int)(last - first)).Int64(time).Int64(time)
            .Int64(producerId ?? NoProducer).Int16(producerId is null ? (short)-1 : (short)0).Int32(producerId is null ? -1 : 0)
            .Int32(records.Count);
        foreach (var (offset, key, value) in records)
        {
            var record = new WireWriter().Int8(0).Varint(0).Varint((int)(offset - first));
            Sized(record, key);
            Sized(record, value);
            record.Varint(0);
            checkedPart.Varint(record.Written.Length).Bytes(record.Written);
        }

        const int epochMagicAndChecksum = 4 + 1 + 4;
        var batch = new WireWriter()
            .Int64(first).Int32(epochMagicAndChecksum + checkedPart.Written.Length).Int32(0).Int8(2)
            .Int32((int)Checksum(checkedPart.Written)).Bytes(checkedPart.Written);
        return new RecordBatch(first, last, batch.Written.ToArray());
    }

    private static void Sized(WireWriter record, byte[]? bytes) => record.Varint(bytes?.Length ?? -1).Bytes(bytes);

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var next in bytes)
        {
            crc = BitOperations.Crc32C(crc, next);
        }

        return ~crc;
    }
}
