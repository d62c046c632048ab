using System.Collections.Immutable;
using System.Text.RegularExpressions;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Watchlists;

/// <summary>
/// Symbols read from a pasted text: with commas, semicolons, spaces or new lines between them, each once, in the order of the text.
/// Of <c>NASDAQ:AAPL</c>, as other programs write it, the symbol is taken; <c>BTC/USDT:USDT</c> has no exchange before it, and
/// <c>"NASDAQ:AAPL"</c> is one symbol. The spaces in an option's symbol, or within quotes, belong to it. What can be no symbol is in
/// <see cref="Wrong"/>, as it was written.
/// </summary>
public sealed partial record WatchlistText(ImmutableArray<string> Symbols, ImmutableArray<string> Wrong)
{
    /// <summary>More characters than the symbols of a full list take, with an exchange before each.</summary>
    public const int Longest = 32_000;

    public static WatchlistText Read(string? text)
    {
        var symbols = ImmutableArray.CreateBuilder<string>();
        var wrong = ImmutableArray.CreateBuilder<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (Match word in Words().Matches(text ?? ""))
        {
            var quoted = word.Groups["quoted"];
            if (!Symbol.TryParse(quoted.Success ? quoted.Value : Exchange().Replace(word.Value, ""), out var symbol))
            {
                wrong.Add(word.Value);
            }
            else if (seen.Add(symbol))
            {
                symbols.Add(symbol);
            }
        }

        return new WatchlistText(symbols.ToImmutable(), wrong.ToImmutable());
    }

    /// <summary>In quotes; an option by the rule of its clearing house, root, date, C or P and price; or all up to the next separator.</summary>
    [GeneratedRegex("""
        "(?<quoted>[^"\r\n]*)"|[A-Z0-9.]{1,6} +[0-9]{6}[CP][0-9]{8}(?=[\s,;]|$)|[^\s,;]+
        """, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Words();

    [GeneratedRegex("^[A-Z0-9_]+:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Exchange();
}
