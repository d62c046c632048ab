using TradeTerminal.Api;
using TradeTerminal.Ingest.Alerts;

namespace TradeTerminal.Alerts;

/// <summary>Arguments of the addresses about alerts.</summary>
internal static class AlertArguments
{
    public const int LongestSymbol = 64;

    public static IReadOnlyList<string> Severities { get; } = [.. Enum.GetValues<Severity>().Select(severity => severity.Code())];

    public static string? Kind(this QueryArguments arguments, string? text, bool isRequired = false)
    {
        if ((text is null && isRequired) || (text is not null && !AlertKinds.TryParse(text, out _)))
        {
            arguments.Refuse("kind", $"one of {string.Join(", ", AlertKinds.All)}");
        }

        return text;
    }

    public static string? Severity(this QueryArguments arguments, string? text)
    {
        if (text is not null && !Severities.Contains(text))
        {
            arguments.Refuse("severity", $"one of {string.Join(", ", Severities)}");
        }

        return text;
    }

    /// <summary>A symbol, or the name of a trader.</summary>
    public static string? AlertSymbol(this QueryArguments arguments, string? text, bool isRequired = false)
    {
        var symbol = text?.Trim().ToUpperInvariant();
        if ((symbol is null && isRequired) || symbol is { Length: 0 or > LongestSymbol } || symbol?.Any(char.IsControl) == true)
        {
            arguments.Refuse("symbol", $"a symbol or the name of a trader, at most {LongestSymbol} characters");
        }

        return symbol;
    }
}
