using System.Text;

namespace TradeTerminal.Ingest.Feeds.Judging;

/// <summary>The rule for prices, volumes, quantities and sizes, the same in every feed.</summary>
internal static class Quantity
{
    public const int MaxIntegerDigits = 10;
    public const int MaxDecimals = 18;

    /// <summary>False when it has more digits than any price or volume may have. -0 is 0.</summary>
    public static bool TryParse(ReadOnlySpan<byte> number, out decimal value)
    {
        if (!JsonDecimal.TryParse(number, MaxIntegerDigits, MaxDecimals, out value))
        {
            return false;
        }

        // Decimal keeps the sign of -0.
        value = value == 0 ? 0 : value;
        return true;
    }

    /// <summary>Why <paramref name="number"/> is refused, as a sentence that names what was found.</summary>
    /// <param name="name">Of the field.</param>
    /// <param name="bound">Such as "above 0".</param>
    /// <param name="number">A valid JSON number.</param>
    public static string Refusal(string name, string bound, ReadOnlySpan<byte> number)
    {
        var rule = $"'{name}' must be {bound} with at most {MaxIntegerDigits} integer digits and {MaxDecimals} decimals";
        if (TryParse(number, out _))
        {
            return $"{rule}; it is {Encoding.ASCII.GetString(number)}.";
        }

        var (integers, decimals) = JsonDecimal.Digits(number);
        return $"{rule}; it has {integers} and {decimals}.";
    }
}
