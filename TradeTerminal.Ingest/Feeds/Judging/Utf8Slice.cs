using System.Text;

namespace TradeTerminal.Ingest.Feeds.Judging;

/// <summary>
/// The span of one JSON value inside a message: for strings the characters between the quotes.
/// </summary>
internal readonly record struct Utf8Slice(JsonKind Kind, int Start, int Length, bool HasEscapes)
{
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> message) => message.Slice(Start, Length);

    /// <summary>
    /// The text with escapes resolved, in <paramref name="buffer"/> when there are any; empty when it does
    /// not fit, which for a field with a short longest form means it can't be valid.
    /// </summary>
    public ReadOnlySpan<byte> Unescaped(ReadOnlySpan<byte> message, Span<byte> buffer)
    {
        var raw = Of(message);
        if (!HasEscapes)
        {
            return raw;
        }

        var written = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                if (written == buffer.Length)
                {
                    return [];
                }

                buffer[written++] = raw[i];
                continue;
            }

            if (!TryReadEscape(raw, ref i, out var rune) || !rune.TryEncodeToUtf8(buffer[written..], out var bytes))
            {
                return [];
            }

            written += bytes;
        }

        return buffer[..written];
    }

    private static bool TryReadEscape(ReadOnlySpan<byte> raw, ref int i, out Rune rune)
    {
        var escape = raw[++i];
        if (escape != 'u')
        {
            rune = new Rune(escape switch
            {
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                (byte)'n' => '\n',
                (byte)'r' => '\r',
                (byte)'t' => '\t',
                _ => (char)escape,
            });
            return true;
        }

        var high = (char)HexAt(raw, i + 1);
        i += 4;
        if (Rune.TryCreate(high, out rune))
        {
            return true;
        }

        if (!char.IsHighSurrogate(high) || i + 6 >= raw.Length || raw[i + 1] != '\\' || raw[i + 2] != 'u')
        {
            return false;
        }

        var low = (char)HexAt(raw, i + 3);
        i += 6;
        return Rune.TryCreate(high, low, out rune);
    }

    private static int HexAt(ReadOnlySpan<byte> raw, int start)
    {
        var value = 0;
        for (var i = start; i < start + 4; i++)
        {
            var digit = raw[i];
            value = (value << 4) | (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return value;
    }
}
