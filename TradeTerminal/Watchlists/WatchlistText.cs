using System.Collections.Immutable;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Watchlists;

/// <summary>
/// Symbols read from a pasted text: with commas, semicolons, spaces or new lines between them, each once, in the order of the text.
/// Of <c>NASDAQ:AAPL</c>, as other programs write it, the symbol is taken. What can be no symbol is in <see cref="Wrong"/>, as it was written.
/// </summary>
public sealed record WatchlistText(ImmutableArray<string> Symbols, ImmutableArray<string> Wrong)
{
    /// <summary>More characters than the symbols of a full list take, with an exchange before each.</summary>
    public const int Longest = 20_000;

    public static WatchlistText Read(string? text)
    {
        var symbols = ImmutableArray.CreateBuilder<string>();
        var wrong = ImmutableArray.CreateBuilder<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in (text ?? "").Split((char[])[',', ';', ' ', '\t', '\r', '\n', '\u00a0'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Symbol.TryParse(word[(word.LastIndexOf(':') + 1)..], out var symbol))
            {
                wrong.Add(word);
            }
            else if (seen.Add(symbol))
            {
                symbols.Add(symbol);
            }
        }

        return new WatchlistText(symbols.ToImmutable(), wrong.ToImmutable());
    }
}
