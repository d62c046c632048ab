namespace TradeTerminal.Ingest.Feeds.Judging;

/// <summary>Reads a JSON number exactly, without going through binary floating point.</summary>
internal static class JsonDecimal
{
    /// <summary>Longest text worth reading: more characters than any accepted number needs.</summary>
    public const int MaxLength = 64;

    /// <summary>
    /// False when <paramref name="number"/> (a valid JSON number) has more than the given digits before or
    /// after the point. <c>1.5e2</c> counts as 150: no decimals, three integer digits.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> number, int maxIntegerDigits, int maxDecimals, out decimal value)
    {
        value = 0;
        if (number.IsEmpty || number.Length > MaxLength)
        {
            return false;
        }

        var negative = number[0] == '-';
        ulong mantissa = 0;
        var digits = 0;
        var decimals = 0;
        var afterPoint = false;
        var at = negative ? 1 : 0;
        for (; at < number.Length && number[at] is not ((byte)'e' or (byte)'E'); at++)
        {
            if (number[at] == '.')
            {
                afterPoint = true;
                continue;
            }

            mantissa = (mantissa * 10) + number[at] - '0';
            decimals += afterPoint ? 1 : 0;
            digits += mantissa > 0 ? 1 : 0;
            if (digits > 18)
            {
                return false;
            }
        }

        if (at < number.Length)
        {
            if (!TryExponent(number[(at + 1)..], out var exponent))
            {
                return false;
            }

            decimals -= exponent;
        }

        for (; decimals < 0 && mantissa > 0; decimals++, digits++)
        {
            if (digits == 18)
            {
                return false;
            }

            mantissa *= 10;
        }

        decimals = Math.Max(decimals, 0);
        if (decimals > maxDecimals || digits - decimals > maxIntegerDigits)
        {
            return false;
        }

        value = new decimal((int)mantissa, (int)(mantissa >> 32), 0, negative, (byte)decimals);
        return true;
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        var negative = text[0] == '-';
        foreach (var c in text[0] is (byte)'-' or (byte)'+' ? text[1..] : text)
        {
            exponent = (exponent * 10) + c - '0';
            if (exponent > 99)
            {
                return false;
            }
        }

        exponent = negative ? -exponent : exponent;
        return true;
    }

    /// <summary>True when <paramref name="text"/> is one whole number by the JSON grammar, nothing around it.</summary>
    public static bool IsNumber(ReadOnlySpan<byte> text)
    {
        var cursor = new JsonCursor(text);
        return !text.IsEmpty && text[0] > ' ' && text[^1] > ' '
            && cursor.TryReadValue(out var value) && value.Kind == JsonKind.Number && value.Length == text.Length;
    }

    /// <summary>True for a number, and for a string that is exactly one.</summary>
    public static bool IsNumber(ReadOnlySpan<byte> message, in Utf8Slice value)
    {
        if (value.Kind != JsonKind.String)
        {
            return value.Kind == JsonKind.Number;
        }

        Span<byte> buffer = stackalloc byte[MaxLength];
        return IsNumber(value.Unescaped(message, buffer));
    }
}
