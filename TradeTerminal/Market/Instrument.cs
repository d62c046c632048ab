using System.Diagnostics.CodeAnalysis;
using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Market;

/// <summary>
/// What a price is of: a symbol of one feed, at one venue or, with an empty <see cref="Venue"/>, at all of them.
/// Written <c>AAPL</c> for trades, else <c>crypto:BTC-USD</c>, <c>quotes:AAPL</c>, <c>quotes:AAPL:NYSE</c>; a symbol
/// has no colon.
/// </summary>
public sealed record Instrument(string Feed, string Symbol, string Venue = "")
{
    public string Key => Feed == PricedFeeds.Trades ? Symbol : Venue.Length == 0 ? $"{Feed}:{Symbol}" : $"{Feed}:{Symbol}:{Venue}";

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

    public static bool TryParse(string? text, [NotNullWhen(true)] out Instrument? instrument)
    {
        instrument = null;
        var parts = (text ?? "").Split(':');
        var feed = parts.Length == 1 ? PricedFeeds.Trades : parts[0].Trim().ToLowerInvariant();
        var places = parts.Length == 1 ? parts : parts[1..];
        if (!PricedFeeds.All.Contains(feed) || places.Length > (PricedFeeds.WithVenues.Contains(feed) ? 2 : 1)
            || !Ingest.Feeds.Judging.Symbol.TryParse(places[0], out var symbol))
        {
            return false;
        }

        var venue = "";
        if (places.Length == 2 && !Ingest.Feeds.Judging.Symbol.TryParse(places[1], out venue))
        {
            return false;
        }

        instrument = new Instrument(feed, symbol, venue!);
        return true;
    }
}
