using System.Collections.Immutable;

namespace TradeTerminal.Watchlists;

/// <summary>Symbols under a name, in the order somebody gave them. A symbol is a bare name: it means what has it, of whatever feed.</summary>
public sealed record Watchlist(string Name, ImmutableArray<string> Symbols)
{
    public const int LongestName = 32;
    public const int MostSymbols = 500;

    /// <summary>The rule for names in words, for messages.</summary>
    public const string NameRule = "1 to 32 of letters, digits, - and _";

    /// <summary>Names are kept in lower case: <c>Tech</c> and <c>tech</c> are one list.</summary>
    public static string? NameOf(string? text)
    {
        var name = text?.Trim().ToLowerInvariant();
        return name is { Length: > 0 and <= LongestName } && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? name : null;
    }

    /// <summary>As addresses and arguments have it.</summary>
    public string Key => $"{Market.TickerFilter.ListPrefix}{Name}";

    public Watchlist Without(string symbol) => this with { Symbols = Symbols.Remove(symbol) };

    /// <summary>The symbol so many places further down, or up when negative; at the ends it stays.</summary>
    public Watchlist Move(string symbol, int places)
    {
        var at = Symbols.IndexOf(symbol);
        return at < 0 ? this : this with { Symbols = Symbols.RemoveAt(at).Insert(Math.Clamp(at + places, 0, Symbols.Length - 1), symbol) };
    }
}
