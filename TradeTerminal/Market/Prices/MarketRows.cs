using System.Collections.Immutable;

namespace TradeTerminal.Market.Prices;

/// <summary>
/// All symbols of all feeds, worked out once for all viewers of the same moment: trades first, then the other feeds,
/// each in the order of its symbols and venues.
/// </summary>
internal sealed class MarketRows(MarketUpdates updates, MarketBoard board)
{
    private Made? _made;

    /// <summary>The rows of now; the same object until something was traded, priced or the day has changed.</summary>
    public ImmutableArray<MarketRow> Current(DateTime utcNow)
    {
        var (market, prices) = (updates.Current, board.Current);
        if (Volatile.Read(ref _made) is { } made
            && ReferenceEquals(made.Market, market) && ReferenceEquals(made.Prices, prices) && made.Day == utcNow.Date)
        {
            return made.Rows;
        }

        var rows = Of(market, prices, utcNow);
        Volatile.Write(ref _made, new Made(market, prices, utcNow.Date, rows));
        return rows;
    }

    /// <summary>
    /// An instrument of another feed than trades, at the venue with the newest price where it stands for all of them:
    /// the one that closes their common candle. Null when it has no price.
    /// </summary>
    public MarketRow? Find(Instrument instrument, DateTime utcNow) => board.Current.Prices
        .Where(price => price.Instrument.Feed == instrument.Feed && price.Instrument.Symbol == instrument.Symbol
            && (instrument.Venue.Length == 0 || price.Instrument.Venue == instrument.Venue))
        .MaxBy(price => (price.Latest.EventTime, price.Latest.SourcePartition, price.Latest.SourceOffset)) is { } newest
            ? MarketRow.Of(newest, utcNow)
            : null;

    internal static ImmutableArray<MarketRow> Of(MarketSnapshot market, PricesSnapshot prices, DateTime utcNow) =>
    [
        .. market.Tickers.Select(ticker => MarketRow.Of(ticker, utcNow)),
        .. prices.Prices.Select(price => MarketRow.Of(price, utcNow)),
    ];

    private sealed record Made(MarketSnapshot Market, PricesSnapshot Prices, DateTime Day, ImmutableArray<MarketRow> Rows);
}
