using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Ticks;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Ingest.Prices;

/// <summary>
/// The price that an event of any feed carries. <see cref="Venue"/> is empty where the feed has none,
/// <see cref="Volume"/> 0 where the event has none.
/// </summary>
internal readonly record struct PricePoint(string Symbol, string Venue, PriceMark Mark, decimal Volume)
{
    public decimal? Bid { get; init; }

    public decimal? Ask { get; init; }

    public decimal? BidSize { get; init; }

    public decimal? AskSize { get; init; }

    public PriceOrigin Origin { get; init; }

    public DateTime? RealAt { get; init; }

    public static PricePoint Of(in Trade trade) => new(trade.Ticker, "", PriceMark.Of(trade), trade.Volume);

    public static PricePoint? Of(Quote quote) =>
        new(quote.Symbol, quote.Venue, new PriceMark(quote.Price, quote.EventTime, quote.Partition, quote.Offset), quote.Volume)
        {
            Bid = quote.Bid,
            Ask = quote.Ask,
            BidSize = quote.Bid is null ? null : quote.BidSize,
            AskSize = quote.Ask is null ? null : quote.AskSize,
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
