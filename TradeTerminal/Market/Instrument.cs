using System.Diagnostics.CodeAnalysis;
using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Market;

/// <summary>
/// What a price is of: a symbol of one feed, at one venue or, with an empty <see cref="Venue"/>, at all of them.
/// Written <c>AAPL</c> for trades, else <c>crypto:BTC-USD</c>, <c>quotes:AAPL</c>, <c>quotes:AAPL:NYSE</c>. A feed is in lower case and
/// a symbol in upper case, so <c>BTC/USDT:USDT</c> is a symbol; where a symbol of another feed, or its venue, has a colon, a bar
/// stands before the venue, also before none: <c>quotes:BTC/USDT:USDT|KRAKEN</c>, <c>crypto:BTC/USDT:USDT|</c>.
/// </summary>
public sealed record Instrument(string Feed, string Symbol, string Venue = "")
{
    private const char Bar = '|';

    public string Key => IsTraded ? Symbol
        : Symbol.Contains(':', StringComparison.Ordinal) || Venue.Contains(':', StringComparison.Ordinal) ? $"{Feed}:{Symbol}{Bar}{Venue}"
        : Venue.Length == 0 ? $"{Feed}:{Symbol}" : $"{Feed}:{Symbol}:{Venue}";

    public bool IsTraded => Feed == PricedFeeds.Trades;

    /// <summary>All venues of a symbol together, where prices are of a venue.</summary>
    public bool IsConsolidated => Venue.Length == 0 && PricedFeeds.WithVenues.Contains(Feed);

    /// <summary>By feed as in <see cref="PricedFeeds.All"/>, symbol and venue.</summary>
    public static IComparer<Instrument> Order { get; } = Comparer<Instrument>.Create(static (left, right) =>
    {
        var byFeed = ReferenceEquals(left.Feed, right.Feed) ? 0 : PricedFeeds.RankOf(left.Feed).CompareTo(PricedFeeds.RankOf(right.Feed));
        var bySymbol = byFeed != 0 ? byFeed : string.CompareOrdinal(left.Symbol, right.Symbol);
        return bySymbol != 0 ? bySymbol : string.CompareOrdinal(left.Venue, right.Venue);
    });

    public static Instrument OfTrades(string ticker) => new(PricedFeeds.Trades, ticker);

    /// <summary>A <see cref="Key"/> of another feed than trades.</summary>
    public static bool IsOther(string key) => key.Length > 0 && char.IsAsciiLetterLower(key[0]);

    /// <summary>A text that has a feed before it, as a key has, or the beginning of one.</summary>
    public static bool HasFeed(string text) => Split(text).Feed is not null;

    /// <summary>A key, in any case; a feed in upper case would be the beginning of a symbol, such as <c>CRYPTO:BTCUSD</c>.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Instrument? instrument)
    {
        instrument = null;
        var (feed, name) = Split(text ?? "");
        var bar = name.IndexOf(Bar, StringComparison.Ordinal);
        var at = bar >= 0 ? bar : feed is not null && PricedFeeds.WithVenues.Contains(feed) ? name.LastIndexOf(':') : -1;
        var (place, venue) = at < 0 ? (name, "") : (name[..at], name[(at + 1)..]);
        if ((feed is null && (bar >= 0 || IsMistaken(name))) || !Ingest.Feeds.Judging.Symbol.TryParse(place, out var symbol))
        {
            return false;
        }

        if (at >= 0 && !(bar >= 0 && venue.Length == 0) && !Ingest.Feeds.Judging.Symbol.TryParse(venue, out venue))
        {
            return false;
        }

        instrument = new Instrument(feed ?? PricedFeeds.Trades, symbol, venue);
        return venue.Length == 0 || PricedFeeds.WithVenues.Contains(instrument.Feed);
    }

    private static (string? Feed, string Name) Split(string text)
    {
        var at = text.IndexOf(':', StringComparison.Ordinal);
        var feed = at < 0 ? "" : text[..at].Trim();
        return feed.Any(char.IsAsciiLetterLower) && PricedFeeds.All.FirstOrDefault(
            known => known.Equals(feed, StringComparison.OrdinalIgnoreCase)) is { } named ? (named, text[(at + 1)..]) : (null, text);
    }

    /// <summary>What begins as a feed does, and is none: <c>qoutes:AAPL</c>.</summary>
    private static bool IsMistaken(string text) =>
        text.IndexOf(':', StringComparison.Ordinal) is > 0 and var at && text.AsSpan(0, at).TrimStart().IndexOfAnyExcept(LowerLetters) < 0;

    private static readonly System.Buffers.SearchValues<char> LowerLetters = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz_");
}
