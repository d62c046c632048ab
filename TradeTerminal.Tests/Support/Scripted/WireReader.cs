using System.Buffers.Binary;
using System.Text;

namespace TradeTerminal.Tests.Support.Scripted;

/// <summary>Reads the primitive types of Kafka's protocol, as its guide defines them.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> data)
{
    private ReadOnlySpan<byte> _rest = data;

    internal bool Bool() => Take(1)[0] != 0;

    internal sbyte Int8() => (sbyte)Take(1)[0];

    internal short Int16() => BinaryPrimitives.ReadInt16BigEndian(Take(2));

    internal int Int32() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    internal long Int64() => BinaryPrimitives.ReadInt64BigEndian(Take(8));

    internal Guid Uuid() => new(Take(16), bigEndian: true);

    internal string? Text() => Int16() is var length && length < 0 ? null : Encoding.UTF8.GetString(Take(length));

    internal ReadOnlySpan<byte> Bytes() => Take(Int32());

    /// <summary>Of a "flexible" version: the length plus one as a varint, 0 for null.</summary>
    internal string? CompactText() => UnsignedVarint() is var length && length == 0 ? null : Encoding.UTF8.GetString(Take(length - 1));

    /// <summary>Length of a compact array; -1 for null.</summary>
    internal int CompactLength() => UnsignedVarint() - 1;

    /// <summary>Tagged fields, none of which mean anything here.</summary>
    internal void Tags()
    {
        for (var left = UnsignedVarint(); left > 0; left--)
        {
            UnsignedVarint();
            Take(UnsignedVarint());
        }
    }

    private int UnsignedVarint()
    {
        var (value, shift) = (0, 0);
        while (true)
        {
            var next = Take(1)[0];
            value |= (next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }

            shift += 7;
        }
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
