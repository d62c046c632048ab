using System.Diagnostics.CodeAnalysis;

namespace TradeTerminal.Ingest.Feeds.Judging;

/// <summary>
/// The rule for symbols, venues, commodities and traders, the same on every way in: 1–32 of <c>A–Z 0–9 . - _ / : = ^ + &amp; # @ ! $</c>
/// after upper-casing, and spaces between them, of which options have several (<c>SPY   260417C00500000</c>).
/// </summary>
public static class Symbol
{
    public const int MaxLength = 32;

    /// <summary>The rule in words, for messages.</summary>
    public const string Rule = "1 to 32 of A-Z 0-9 . - _ / : = ^ + & # @ ! $ and spaces between them";

    /// <summary>What somebody has typed: spaces around it are left out.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out string? symbol)
    {
        var upper = text?.Trim().ToUpperInvariant();
        symbol = upper is { Length: > 0 and <= MaxLength } && upper.All(IsAllowed) ? upper : null;
        return symbol is not null;
    }

    /// <summary>Of a symbol in upper case; a space only within it.</summary>
    internal static bool IsAllowed(char c) =>
        c is >= 'A' and <= 'Z' or >= '0' and <= '9' or '.' or '-' or '_' or '/' or ':' or '=' or '^' or '+' or '&' or '#' or '@' or '!' or '$' or ' ';
}
