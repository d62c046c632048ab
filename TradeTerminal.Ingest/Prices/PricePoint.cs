using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Ticks;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Ingest.Prices;

/// <summary>
/// The price that an event of any feed carries. <see cref="Venue"/> is empty where the feed has none,
/// <see cref="Volume"/> 0 where the event has none; it has at most 8 decimals.
/// </summary>
internal readonly record struct PricePoint(string Symbol, string Venue, PriceMark Mark, decimal Volume)
{
    private const decimal Units = 100_000_000m;

    public decimal? Bid { get; init; }

    public decimal? Ask { get; init; }

    public long? BidSize { get; init; }

    public long? AskSize { get; init; }

    public PriceOrigin Origin { get; init; }

    public DateTime? RealAt { get; init; }

    /// <summary>
    /// Price × volume in units of 1e-8: exact for a whole volume at a price of at most 8 decimals. Decimals of a
    /// price beyond these are left out, and each product is cut to 8, so that sums do not depend on their order.
    /// </summary>
    public Int128 NotionalE8
    {
        get
        {
            var price = (Int128)(Mark.Price * Units);
            var whole = decimal.Truncate(Volume);
            return (price * (Int128)whole) + (price * (Int128)((Volume - whole) * Units) / (Int128)Units);
        }
    }

    public static PricePoint Of(in Trade trade) => new(trade.Ticker, "", PriceMark.Of(trade), trade.Volume);

    public static PricePoint? Of(Quote quote) =>
        new(quote.Symbol, quote.Venue, new PriceMark(quote.Price, quote.EventTime, quote.Partition, quote.Offset), quote.Volume)
        {
            Bid = quote.Bid,
            Ask = quote.Ask,
            BidSize = quote.BidSize,
            AskSize = quote.AskSize,
        };

    public static PricePoint? Of(Tick tick) =>
        new(tick.Symbol, "", new PriceMark(tick.Price, tick.EventTime, tick.Partition, tick.Offset), tick.Volume)
        {
            Origin = tick.Origin,
            RealAt = tick.RealAt,
        };

    /// <summary>
    /// Ticks and marks both carry the commodity's price, and only a tick's volume is the market's. What opens
    /// or closes a position says at what price that was done, not where the market is.
    /// </summary>
    public static PricePoint? Of(CommodityEvent step) => step.Kind is CommodityEventKind.PriceTick or CommodityEventKind.TradeMarked
        ? new(
            step.Commodity, "", new PriceMark(step.Price, step.EventTime, step.Partition, step.Offset),
            step.Kind == CommodityEventKind.PriceTick ? step.Volume : 0)
        : null;
}
