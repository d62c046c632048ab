using System.Collections.Immutable;
using TradeTerminal.Controls;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Settings;

/// <summary>
/// Symbols that this browser leaves out of its lists, of whatever feed; who asks for one by name sees it all the same. Written as
/// <c>AAPL+MSFT</c>, as addresses have them: <c>%5EGSPC+BTC/USD</c>; and <c>none</c>.
/// </summary>
public sealed class HiddenSymbols
{
    /// <summary>They travel in a cookie.</summary>
    public const int Most = 50;

    public const string NoneText = "none";

    public static readonly HiddenSymbols None = new(ImmutableSortedSet.Create<string>(StringComparer.Ordinal));

    private readonly ImmutableSortedSet<string> _symbols;

    private HiddenSymbols(ImmutableSortedSet<string> symbols) => _symbols = symbols;

    public IReadOnlyCollection<string> Symbols => _symbols;

    public int Count => _symbols.Count;

    public bool Has(string symbol) => _symbols.Contains(symbol);

    /// <summary>Null when there is no room for it.</summary>
    public HiddenSymbols? With(string symbol) => Has(symbol) || Count < Most ? new(_symbols.Add(symbol)) : null;

    public HiddenSymbols Without(string symbol) => new(_symbols.Remove(symbol));

    public static bool TryParse(string text, out HiddenSymbols hidden)
    {
        hidden = None;
        if (text == NoneText)
        {
            return true;
        }

        var words = Array.ConvertAll(text.Split('+'), Uri.UnescapeDataString);
        if (words.Length > Most || !words.All(word => Symbol.TryParse(word, out var symbol) && symbol == word))
        {
            return false;
        }

        hidden = new HiddenSymbols(words.ToImmutableSortedSet(StringComparer.Ordinal));
        return true;
    }

    public static HiddenSymbols Of(ViewerSettings settings) => TryParse(settings[Setting.Hidden], out var hidden) ? hidden : None;

    public override string ToString() => Count == 0 ? NoneText : string.Join('+', _symbols.Select(AddressText.Path));
}
