using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Ingest.OrderBook;

/// <summary>
/// Judges one message of the order-book feed, for instance
/// <code>{"symbol":"AAPL","side":"BUY","price":174.8,"quantity":2500,"order_type":"LIMIT","timestamp":1772375400123}</code>
/// </summary>
internal sealed class BookUpdateParser(bool anySign = false) : FieldParser<BookUpdate>(Fields, anySign)
{
    private static readonly FieldList Fields = new();
    private static readonly Field Symbol = Fields.Add("symbol", FieldType.Text);
    private static readonly Field Side = Fields.Optional("side", FieldType.Text, "BUY", "SELL", "UNKNOWN");
    private static readonly Field Price = Fields.Add("price", FieldType.Number);
    private static readonly Field Quantity = Fields.Add("quantity", FieldType.Number);
    private static readonly Field OrderType = Fields.Add("order_type", FieldType.Text, "LIMIT", "MARKET");
    private static readonly Field Timestamp = Fields.Add("timestamp", FieldType.UnixMilliseconds);

    private readonly SymbolTable _symbols = new();

    protected override BookUpdate Read(ref FeedMessage message) => new(
        message.Name(Symbol, _symbols),
        message.Has(Side) ? (Side)message.Word(Side, RejectReason.Side) : Trades.Side.Unknown,
        message.Price(Price),
        message.ZeroOrMore(Quantity),
        (OrderType)message.Word(OrderType, RejectReason.EventType),
        message.Time(Timestamp),
        0,
        0);
}
