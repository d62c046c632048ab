using System.Numerics;

namespace TradeTerminal.Ingest.Feeds.Judging;

/// <summary>Reads a JSON number exactly, without going through binary floating point.</summary>
internal static class JsonDecimal
{
    /// <summary>Longest text worth reading: more characters than any accepted number needs.</summary>
    public const int MaxLength = 64;

    /// <summary>Significant digits that a decimal holds whatever they are.</summary>
    public const int MaxDigits = 28;

    /// <summary>As many as 64 bits hold whatever they are, which is quicker.</summary>
    private const int FewDigits = 18;

    /// <summary>
    /// False when <paramref name="number"/> (a valid JSON number) has more than the given digits before or
    /// after the point, or more than <see cref="MaxDigits"/>. <c>1.5e2</c> counts as 150: no decimals, three integer digits.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> number, int maxIntegerDigits, int maxDecimals, out decimal value)
    {
        value = 0;
        if (number.IsEmpty || number.Length > MaxLength)
        {
            return false;
        }

        var isNegative = number[0] == '-';
        if (TryRead<ulong>(number, FewDigits, out var few, out var digits, out var decimals))
        {
            if (decimals > maxDecimals || digits - decimals > maxIntegerDigits)
            {
                return false;
            }

            value = new decimal((int)few, (int)(few >> 32), 0, isNegative, (byte)decimals);
            return true;
        }

        if (!TryRead<UInt128>(number, MaxDigits, out var many, out digits, out decimals)
            || decimals > maxDecimals || digits - decimals > maxIntegerDigits)
        {
            return false;
        }

        value = new decimal((int)(uint)many, (int)(uint)(many >> 32), (int)(uint)(many >> 64), isNegative, (byte)decimals);
        return true;
    }

    /// <summary>The digits of a valid JSON number before and after the point, for messages: those after it as written.</summary>
    public static (int Integers, int Decimals) Digits(ReadOnlySpan<byte> number)
    {
        var end = number.IndexOfAny("eE"u8);
        var mantissa = end < 0 ? number : number[..end];
        var exponent = end < 0 ? 0 : ExponentOf(number[(end + 1)..]);
        var (written, decimals, isAfter) = (0, 0, false);
        foreach (var c in mantissa)
        {
            isAfter |= c == '.';
            written += char.IsAsciiDigit((char)c) && (written > 0 || c != '0') ? 1 : 0;
            decimals += isAfter && c != '.' ? 1 : 0;
        }

        decimals -= exponent;
        return written == 0 ? (0, Math.Max(0, decimals)) : (Math.Max(0, written - decimals), Math.Max(0, decimals));
    }

    /// <summary>A larger one is as good as a thousand.</summary>
    private static int ExponentOf(ReadOnlySpan<byte> text) =>
        TryExponent(text, out var exponent) ? exponent : text[0] == '-' ? -1_000 : 1_000;

    private static bool TryRead<T>(ReadOnlySpan<byte> number, int most, out T mantissa, out int digits, out int decimals)
        where T : struct, IBinaryInteger<T>
    {
        var ten = T.CreateTruncating(10);
        mantissa = T.Zero;
        digits = 0;
        decimals = 0;
        var afterPoint = false;
        var at = number[0] == '-' ? 1 : 0;
        for (; at < number.Length && number[at] is not ((byte)'e' or (byte)'E'); at++)
        {
            if (number[at] == '.')
            {
                afterPoint = true;
                continue;
            }

            mantissa = (mantissa * ten) + T.CreateTruncating(number[at] - '0');
            decimals += afterPoint ? 1 : 0;
            digits += mantissa > T.Zero ? 1 : 0;
            if (digits > most)
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

        for (; decimals < 0 && mantissa > T.Zero; decimals++, digits++)
        {
            if (digits == most)
            {
                return false;
            }

            mantissa *= ten;
        }

        decimals = Math.Max(decimals, 0);
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
