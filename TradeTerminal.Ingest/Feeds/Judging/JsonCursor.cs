using System.Buffers;
using System.Runtime.CompilerServices;

namespace TradeTerminal.Ingest.Feeds.Judging;

/// <summary>
/// Walks one UTF-8 JSON message by the grammar of RFC 8259 and says false where it is broken.
/// <para>
/// Utf8JsonReader reports bad input by exception, some 20 µs each: a minute of poison would slow the feed
/// to a crawl. A test holds the two to the same verdict on the same bytes.
/// </para>
/// </summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> message)
{
    private const int MaxDepth = 64;

    private static readonly SearchValues<byte> StringStops = SearchValues.Create(
        [(byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Select(control => (byte)control)]);

    private readonly ReadOnlySpan<byte> _message = message;
    private int _at;

    /// <summary>Of the next byte.</summary>
    public readonly int Position => _at;

    /// <summary>Steps over white space; false at the end of the message.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool SkipWhiteSpace()
    {
        while ((uint)_at < (uint)_message.Length)
        {
            var c = _message[_at];
            if (c > ' ' || (c != ' ' && c != '\t' && c != '\n' && c != '\r'))
            {
                return true;
            }

            _at++;
        }

        return false;
    }

    /// <summary>Steps over white space and, when it comes next, over <paramref name="expected"/>.</summary>
    public bool TryTake(byte expected)
    {
        if (!SkipWhiteSpace() || _message[_at] != expected)
        {
            return false;
        }

        _at++;
        return true;
    }

    /// <summary>Reads any value; objects and arrays are checked to their end and reported as Other.</summary>
    public bool TryReadValue(out Utf8Slice value)
    {
        value = default;
        if (!SkipWhiteSpace())
        {
            return false;
        }

        switch (_message[_at])
        {
            case (byte)'"':
                return TryReadString(out value);
            case (byte)'{' or (byte)'[':
                var start = _at;
                if (!TrySkipNested())
                {
                    return false;
                }

                value = new Utf8Slice(JsonKind.Other, start, _at - start, false);
                return true;
            case (byte)'t':
                return TryReadWord("true"u8, JsonKind.Other, out value);
            case (byte)'f':
                return TryReadWord("false"u8, JsonKind.Other, out value);
            case (byte)'n':
                return TryReadWord("null"u8, JsonKind.Null, out value);
            default:
                return TryReadNumber(out value);
        }
    }

    public bool TryReadString(out Utf8Slice value)
    {
        value = default;
        if (!TryTake((byte)'"'))
        {
            return false;
        }

        var start = _at;
        var escapes = false;
        while (true)
        {
            var skip = _message[_at..].IndexOfAny(StringStops);
            if (skip < 0)
            {
                return false;
            }

            _at += skip;
            switch (_message[_at])
            {
                case (byte)'"':
                    value = new Utf8Slice(JsonKind.String, start, _at - start, escapes);
                    _at++;
                    return true;
                case (byte)'\\' when TrySkipEscape():
                    escapes = true;
                    break;
                default:
                    return false;
            }
        }
    }

    private bool TrySkipEscape()
    {
        if (_at + 1 >= _message.Length)
        {
            return false;
        }

        if (_message[_at + 1] != 'u')
        {
            var known = "\"\\/bfnrt"u8.Contains(_message[_at + 1]);
            _at += 2;
            return known;
        }

        if (_at + 6 > _message.Length)
        {
            return false;
        }

        foreach (var digit in _message.Slice(_at + 2, 4))
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return false;
            }
        }

        _at += 6;
        return true;
    }

    private bool TryReadNumber(out Utf8Slice value)
    {
        value = default;
        var start = _at;
        if (Peek() == '-')
        {
            _at++;
        }

        if (Peek() == '0')
        {
            _at++;
        }
        else if (!SkipDigits())
        {
            return false;
        }

        if (Peek() == '.')
        {
            _at++;
            if (!SkipDigits())
            {
                return false;
            }
        }

        if (Peek() is 'e' or 'E')
        {
            _at++;
            if (Peek() is '+' or '-')
            {
                _at++;
            }

            if (!SkipDigits())
            {
                return false;
            }
        }

        value = new Utf8Slice(JsonKind.Number, start, _at - start, false);
        return true;
    }

    private bool TryReadWord(ReadOnlySpan<byte> word, JsonKind kind, out Utf8Slice value)
    {
        value = new Utf8Slice(kind, _at, word.Length, false);
        if (!_message[_at..].StartsWith(word))
        {
            return false;
        }

        _at += word.Length;
        return true;
    }

    /// <summary>Checks an object or array to its end without recursion: depth comes from outside.</summary>
    private bool TrySkipNested()
    {
        ulong objects = 0;
        var depth = 0;
        do
        {
            if (!SkipWhiteSpace())
            {
                return false;
            }

            var opens = _message[_at];
            if (opens is (byte)'{' or (byte)'[')
            {
                if (++depth >= MaxDepth)
                {
                    return false;
                }

                _at++;
                var isObject = opens == '{';
                objects = (objects << 1) | (isObject ? 1UL : 0UL);
                if (!TryTake(isObject ? (byte)'}' : (byte)']'))
                {
                    if (isObject && !TrySkipName())
                    {
                        return false;
                    }

                    continue;
                }

                depth--;
                objects >>= 1;
            }
            else if (!TryReadValue(out _))
            {
                return false;
            }

            while (depth > 0 && !TryTake((byte)','))
            {
                if (!TryTake((objects & 1) == 1 ? (byte)'}' : (byte)']'))
                {
                    return false;
                }

                depth--;
                objects >>= 1;
                if (depth == 0)
                {
                    return true;
                }
            }

            if (depth > 0 && (objects & 1) == 1 && !TrySkipName())
            {
                return false;
            }
        }
        while (depth > 0);

        return true;
    }

    private bool TrySkipName() => TryReadString(out _) && TryTake((byte)':');

    private bool SkipDigits()
    {
        var start = _at;
        while (char.IsAsciiDigit(Peek()))
        {
            _at++;
        }

        return _at > start;
    }

    private readonly char Peek() => (uint)_at < (uint)_message.Length ? (char)_message[_at] : '\0';
}
