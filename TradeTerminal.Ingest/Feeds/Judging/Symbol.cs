using System.Diagnostics.CodeAnalysis;

namespace TradeTerminal.Ingest.Feeds.Judging;

/// <summary>The rule for symbols, the same on every way in: 1–16 of <c>A–Z 0–9 . - _ /</c> after upper-casing.</summary>
public static class Symbol
{
    public const int MaxLength = 16;

    /// <summary>The rule in words, for messages.</summary>
    public const string Rule = "1 to 16 of A-Z 0-9 . - _ /";

    public static bool TryParse(string? text, [NotNullWhen(true)] out string? symbol)
    {
        var upper = text?.Trim().ToUpperInvariant();
        symbol = upper is { Length: > 0 and <= MaxLength } && upper.All(IsAllowed) ? upper : null;
        return symbol is not null;
    }

    internal static bool IsAllowed(char c) =>
        c is >= 'A' and <= 'Z' or >= '0' and <= '9' or '.' or '-' or '_' or '/';
}
