using System.Globalization;
using System.Text;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Feeds.Mapping;

/// <summary>What a number is multiplied by, in decimal and without rounding: <see cref="Mantissa"/> × 10^<see cref="Exponent"/>.</summary>
internal sealed record Factor(ulong Mantissa, int Exponent)
{
    public const string Rule = "a number above 0 with at most 9 digits, such as 1e-9, 0.01 or 100";

    private const ulong Beyond = 1_000_000_000;
    private const int MostPlaces = 30;

    /// <summary>Digits of a product: those of a number any decimal holds, and ours.</summary>
    private const int MaxText = 64;

    public static Factor? Parse(string text)
    {
        var number = Encoding.UTF8.GetBytes(text.Trim());
        if (!JsonDecimal.IsNumber(number) || !TryRead(number, out var isNegative, out var mantissa, out var exponent)
            || isNegative || mantissa == 0)
        {
            return null;
        }

        for (; mantissa % 10 == 0; mantissa /= 10)
        {
            exponent++;
        }

        return mantissa < Beyond && Math.Abs(exponent) <= MostPlaces ? new Factor((ulong)mantissa, exponent) : null;
    }

    /// <summary>
    /// Writes the product as a JSON number without needless zeros and says how long it is; 0 when <paramref name="number"/> (a valid
    /// JSON number) has more digits than any value may have.
    /// </summary>
    public int Write(ReadOnlySpan<byte> number, Span<byte> product)
    {
        if (!TryRead(number, out var isNegative, out var mantissa, out var exponent))
        {
            return 0;
        }

        mantissa *= Mantissa;
        exponent += Exponent;
        while (mantissa != 0 && exponent < 0 && mantissa % 10 == 0)
        {
            mantissa /= 10;
            exponent++;
        }

        var at = 0;
        if (isNegative)
        {
            product[at++] = (byte)'-';
        }

        var isWritten = mantissa <= ulong.MaxValue
            ? ((ulong)mantissa).TryFormat(product[at..], out var length, provider: CultureInfo.InvariantCulture)
            : mantissa.TryFormat(product[at..], out length, provider: CultureInfo.InvariantCulture);
        at += length;
        if (mantissa != 0 && exponent != 0)
        {
            product[at++] = (byte)'e';
            isWritten &= exponent.TryFormat(product[at..], out length, provider: CultureInfo.InvariantCulture);
            at += length;
        }

        return isWritten && at <= MaxText ? at : 0;
    }

    /// <summary>False for more digits than a decimal holds whatever they are.</summary>
    private static bool TryRead(ReadOnlySpan<byte> number, out bool isNegative, out UInt128 mantissa, out int exponent)
    {
        (isNegative, mantissa, exponent) = (number[0] == '-', 0, 0);
        var (few, digits, isAfter, at) = (0UL, 0, false, isNegative ? 1 : 0);
        for (; at < number.Length && number[at] is not ((byte)'e' or (byte)'E'); at++)
        {
            if (number[at] == '.')
            {
                isAfter = true;
                continue;
            }

            digits += digits > 0 || number[at] != '0' ? 1 : 0;
            exponent -= isAfter ? 1 : 0;
            if (digits > JsonDecimal.MaxDigits)
            {
                return false;
            }

            if (digits <= 18)
            {
                few = (few * 10) + (ulong)(number[at] - '0');
                mantissa = few;
            }
            else
            {
                mantissa = (mantissa * 10) + (UInt128)(number[at] - '0');
            }
        }

        if (at == number.Length)
        {
            return true;
        }

        var text = number[(at + 1)..];
        text = text[0] == '+' ? text[1..] : text;
        if (text.Length > 4 || !int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var written))
        {
            return false;
        }

        exponent += written;
        return true;
    }
}
