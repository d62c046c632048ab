using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace TradeTerminal;

/// <summary>
/// Numbers as a person types them. Where one comma may be a decimal point or a separator of thousands, nothing is guessed:
/// <c>5,5</c> read as 55 is ten times what was meant, and nobody sees it.
/// </summary>
internal static partial class TypedNumber
{
    private const NumberStyles Whole = NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    /// <summary>Longest text a field for a number takes.</summary>
    public const int Longest = 40;

    /// <summary>A point for decimals, no separators; null when it is read, else what to type.</summary>
    public static string? TryDecimal(string? text, out decimal number) =>
        decimal.TryParse(text, Whole | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) ? null
        : text is not null && WithComma.IsMatch(text) ? $"Write decimals with a point and thousands without a comma: {Alternatives(text.Trim())}."
        : "Give a number.";

    /// <summary>A whole number; thousands may be set apart with commas where each group has three digits.</summary>
    public static bool TryWhole<T>(string? text, out T number)
        where T : struct, IBinaryInteger<T>
    {
        number = T.Zero;
        return text is not null
            && T.TryParse(Grouped.IsMatch(text) ? text.Replace(",", "", StringComparison.Ordinal) : text, Whole, CultureInfo.InvariantCulture, out number);
    }

    private static string Alternatives(string text)
    {
        var point = text.IndexOf(',', StringComparison.Ordinal) == text.LastIndexOf(',') && !text.Contains('.', StringComparison.Ordinal)
            ? text.Replace(',', '.') : null;
        var whole = Grouped.IsMatch(text) || point is null ? text.Replace(",", "", StringComparison.Ordinal) : null;
        return string.Join(" or ", new[] { point, whole }.Where(form => form is not null));
    }

    [GeneratedRegex(@"^\s*[+-]?\d{1,3}(,\d{3})+\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Grouped { get; }

    [GeneratedRegex(@"^\s*[+-]?[\d,]*\d,[\d,]*\d(\.\d+)?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex WithComma { get; }
}
