using System.Collections.Immutable;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Market;
using TradeTerminal.Market.Health;

namespace TradeTerminal.MarketWatch;

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
    DateTime LastSeen,
    TimeSpan StaleAfter,
    string Origin,
    DateTime? RealAt)
{
    /// <summary>(ask − bid) / middle of the two, in basis points; negative when they cross.</summary>
    public decimal? SpreadBps => Bid + Ask > 0 ? (Ask - Bid) / (Bid + Ask) * 20_000 : null;

    public decimal? Change => Day?.Change;

    public decimal? Vwap => Day?.Vwap;

    public TimeSpan Age(DateTime utcNow) => utcNow - LastSeen;

    public bool IsStale(DateTime utcNow) => Age(utcNow) > StaleAfter;

    public FeedState State(DateTime utcNow, bool isDown) => Rhythm.Judge(Age(utcNow), StaleAfter, isDown);

    public static MarketRow Of(InstrumentSnapshot instrument, DateTime utcNow)
    {
        var newest = instrument.Newest;
        return new MarketRow(
            instrument.Instrument, newest.Mark.Price, newest.Bid, newest.Ask, instrument.Session(utcNow), instrument.Closes,
            instrument.Decimals, instrument.LastSeen, instrument.StaleAfter, newest.Origin.Code(), newest.RealAt);
    }
}
