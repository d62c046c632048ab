using System.Diagnostics.CodeAnalysis;
using TradeTerminal.Ingest.Quotes;

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
