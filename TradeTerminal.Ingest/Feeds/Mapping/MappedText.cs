using System.Globalization;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Feeds.Mapping;

/// <summary>
/// The values of one message in our words, one after the other in one buffer, as the judge reads them. Bounded: a value that is too
/// long for any field is not copied, and one that breaks every rule stands for it.
/// </summary>
internal sealed class MappedText
{
    /// <summary>Bytes of one value: more than any that is accepted, with every character escaped.</summary>
    public const int MaxValue = 512;

    /// <summary>Longer than a symbol, an id and a number may be.</summary>
    private const int TooLong = 65;

    private readonly byte[] _buffer = new byte[(JsonFields.MaxNames + 1) * (MaxValue + TooLong)];
    private int _length;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public Utf8Slice Add(JsonKind kind, ReadOnlySpan<byte> text, bool hasEscapes = false)
    {
        if (text.Length > MaxValue)
        {
            return AddTooLong(kind);
        }

        var start = _length;
        text.CopyTo(_buffer.AsSpan(start));
        _length += text.Length;
        return new Utf8Slice(kind, start, text.Length, hasEscapes);
    }

    public Utf8Slice AddTooLong(JsonKind kind)
    {
        var start = _length;
        _buffer.AsSpan(start, TooLong).Fill((byte)'9');
        _length += TooLong;
        return new Utf8Slice(kind, start, TooLong, false);
    }

    public Utf8Slice AddTime(DateTime utc)
    {
        var start = _length;
        utc.TryFormat(_buffer.AsSpan(start), out var length, "O", CultureInfo.InvariantCulture);
        _length += length;
        return new Utf8Slice(JsonKind.String, start, length, false);
    }

    public Utf8Slice AddProduct(JsonKind kind, ReadOnlySpan<byte> number, Factor factor)
    {
        var start = _length;
        var length = factor.Write(number, _buffer.AsSpan(start));
        _length += length;
        return length == 0 ? AddTooLong(kind) : new Utf8Slice(kind, start, length, false);
    }

    /// <summary>Several values with a bar between them.</summary>
    /// <param name="message">With the values in it.</param>
    /// <param name="slots">All values.</param>
    /// <param name="parts">Which of them; none is missing.</param>
    public Utf8Slice AddJoined(ReadOnlySpan<byte> message, ReadOnlySpan<Utf8Slice> slots, ReadOnlySpan<int> parts)
    {
        var start = _length;
        foreach (var part in parts)
        {
            if (_length > start)
            {
                _buffer[_length++] = (byte)'|';
            }

            var slot = slots[part];
            var room = start + MaxValue - _length;
            if (slot.Length > room)
            {
                _length = start;
                return AddTooLong(JsonKind.String);
            }

            var text = slot.Unescaped(message, _buffer.AsSpan(_length, room));
            if (!slot.HasEscapes)
            {
                text.CopyTo(_buffer.AsSpan(_length));
            }

            _length += text.Length;
        }

        return new Utf8Slice(JsonKind.String, start, _length - start, false);
    }
}
