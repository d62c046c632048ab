using System.ComponentModel;
using System.Text.Json.Serialization;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.History;

/// <summary>A trade as the API gives it.</summary>
internal sealed record TradeBody(
    Guid TradeId,
    string Ticker,
    [property: Description("With the decimals it was sent with.")] decimal Price,
    [property: Description("With the decimals it was sent with.")] decimal Volume,
    [property: Description("buy or sell; unknown where the sender does not say")] string Side,
    [property: Description("Event time, UTC.")] DateTime ExecutedAt,
    [property: Description("Partition of the topic it was read from.")] int Partition,
    [property: Description("Offset in that partition.")] long Offset,
    [property: Description("The sender's id, only where it is no UUID: trade_id is made of it and the ticker.")]
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SourceId)
{
    public static TradeBody Of(in Trade trade) => new(
        trade.TradeId, trade.Ticker, trade.Price, trade.Volume, trade.Side.Code(), trade.ExecutedAt, trade.Partition, trade.Offset,
        trade.SourceId);
}
