using System.Collections.Immutable;
using TradeTerminal.Controls;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Settings;

/// <summary>
/// The symbols that this browser looked at last, of whatever feed, the newest first: the watchlist <see cref="ListName"/>. Written as
/// <c>AAPL+MSFT</c>, as <see cref="HiddenSymbols"/> are; nothing for none.
/// </summary>
public sealed class RecentSymbols
{
    public const string ListName = "recent";

    /// <summary>They travel in a cookie.</summary>
    public const int Most = 20;

    public static readonly RecentSymbols None = new([]);

    private RecentSymbols(ImmutableArray<string> symbols) => Symbols = symbols;

    public ImmutableArray<string> Symbols { get; }

    /// <summary>With the symbol before the others; the oldest goes when there is no room.</summary>
    public RecentSymbols With(string symbol) => new([.. Symbols.Remove(symbol).Insert(0, symbol).Take(Most)]);

    public static bool TryParse(string? text, out RecentSymbols recent)
    {
        recent = None;
        if (string.IsNullOrEmpty(text))
        {
            return text is not null;
        }

        var words = Array.ConvertAll(text.Split('+'), Uri.UnescapeDataString);
        if (words.Length > Most || words.Distinct().Count() < words.Length
            || !words.All(word => Symbol.TryParse(word, out var symbol) && symbol == word))
        {
            return false;
        }

        recent = new RecentSymbols([.. words]);
        return true;
    }

    public override string ToString() => string.Join('+', Symbols.Select(AddressText.Path));
}
