using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace TradeTerminal.Tests.Support.Scripted;

/// <summary>Writes the primitive types of Kafka's protocol, as its guide defines them.</summary>
internal sealed class WireWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    internal ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    internal WireWriter Bool(bool value) => Int8(value ? (sbyte)1 : (sbyte)0);

    internal WireWriter Int8(sbyte value) => Bytes([(byte)value]);

    internal WireWriter Int16(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(_bytes.GetSpan(2), value);
        _bytes.Advance(2);
        return this;
    }

    internal WireWriter Int32(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(_bytes.GetSpan(4), value);
        _bytes.Advance(4);
        return this;
    }

    internal WireWriter Int64(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(_bytes.GetSpan(8), value);
        _bytes.Advance(8);
        return this;
    }

    internal WireWriter Uuid(Guid value) => Bytes(value.ToByteArray(bigEndian: true));

    internal WireWriter Text(string value)
    {
        Int16((short)Encoding.UTF8.GetByteCount(value));
        return Bytes(Encoding.UTF8.GetBytes(value));
    }

    internal WireWriter CompactText(string? value)
    {
        UnsignedVarint(value is null ? 0u : (uint)Encoding.UTF8.GetByteCount(value) + 1);
        return Bytes(value is null ? [] : Encoding.UTF8.GetBytes(value));
    }

    internal WireWriter CompactLength(int count) => UnsignedVarint((uint)count + 1);

    internal WireWriter CompactInts(params int[] values)
    {
        CompactLength(values.Length);
        Array.ForEach(values, value => Int32(value));
        return this;
    }

    internal WireWriter NoTags() => UnsignedVarint(0);

    /// <summary>As records have it: small numbers of either sign are short.</summary>
    internal WireWriter Varint(int value) => UnsignedVarint((uint)((value << 1) ^ (value >> 31)));

    internal WireWriter Bytes(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    private WireWriter UnsignedVarint(uint value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            Bytes([(byte)(value | 0x80)]);
        }

        return Bytes([(byte)value]);
    }
}
