using System.ComponentModel;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.History;

/// <summary>A trade as the API gives it.</summary>
internal sealed record TradeBody(
    Guid TradeId,
    string Ticker,
    [property: Description("With the decimals it was sent with.")] decimal Price,
    long Volume,
    [property: Description("buy or sell")] string Side,
    [property: Description("Event time, UTC.")] DateTime ExecutedAt,
    [property: Description("Partition of the topic it was read from.")] int Partition,
    [property: Description("Offset in that partition.")] long Offset)
{
    public static TradeBody Of(in Trade trade) => new(
        trade.TradeId, trade.Ticker, trade.Price, trade.Volume, trade.Side == Ingest.Trades.Side.Sell ? "sell" : "buy",
        trade.ExecutedAt, trade.Partition, trade.Offset);
}
