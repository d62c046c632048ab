using System.Collections.Immutable;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Market.Health;

namespace TradeTerminal.Market.Prices;

/// <summary>
/// One symbol of one feed at one venue in the overview of the market. Figures of the day are of the UTC day, and
/// null when there was no price in it. <see cref="Closes"/> are of the newest minutes with a price, oldest first, at
/// most 60. From the age <see cref="StaleAfter"/> on the price is old by the symbol's own rhythm. <see cref="Origin"/>
/// is where it comes from, as the sender says (<c>unstated</c> where it does not), and <see cref="RealAt"/> when the
/// price behind it was read from a market.
/// </summary>
public sealed record MarketRow(
    Instrument Instrument,
    decimal Last,
    decimal? Bid,
    decimal? Ask,
    SessionFigures? Day,
    ImmutableArray<decimal> Closes,
    int Decimals,
    DateTime EventTime,
    TimeSpan StaleAfter,
    string Origin,
    DateTime? RealAt)
{
    /// <summary>(ask − bid) / middle of the two, in basis points; negative when they cross.</summary>
    public decimal? SpreadBps => Bid + Ask > 0 ? (Ask - Bid) / (Bid + Ask) * 20_000 : null;

    public decimal? Change => Day?.Change;

    public decimal? Vwap => Day?.Vwap;

    public TimeSpan Age(DateTime utcNow) => utcNow - EventTime;

    public bool IsStale(DateTime utcNow) => Age(utcNow) > StaleAfter;

    public FeedState State(DateTime utcNow, bool isDown) => Rhythm.Judge(Age(utcNow), StaleAfter, isDown);

    public static MarketRow Of(TickerSnapshot ticker, DateTime utcNow) => new(
        new Instrument(PricedFeeds.Trades, ticker.Symbol), ticker.Last.Price, null, null, ticker.Session(utcNow),
        ticker.Minutes.Closes(MarketBoard.Closes), ticker.Decimals,
        ticker.LastSeen, ticker.StaleAfter, "unstated", null);

    public static MarketRow Of(PriceSnapshot price, DateTime utcNow)
    {
        var latest = price.Latest;
        var closes = price.History.Closes;
        // The newest minute still moves with the newest price.
        var shown = closes.IsEmpty ? [latest.Price] : closes.SetItem(closes.Length - 1, latest.Price);
        return new MarketRow(
            price.Instrument, latest.Price, latest.Bid, latest.Ask, price.Session(utcNow), shown,
            InstrumentDecimals.Of([latest.Price, latest.Bid ?? 0, latest.Ask ?? 0, .. closes]), latest.EventTime,
            Rhythm.StaleAfter(price.History.MedianGap), latest.Origin, latest.RealAt);
    }
}
