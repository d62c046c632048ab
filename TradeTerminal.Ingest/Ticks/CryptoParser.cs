using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Ingest.Ticks;

/// <summary>
/// Judges one message of the crypto feed, for instance
/// <code>{"symbol":"BTC-USD","price":87004.21,"timestamp":1772375400.25,"origin":"jittered","real_timestamp":1772375395}</code>
/// The last two are our own producer's; without them the origin is unstated.
/// </summary>
internal sealed class CryptoParser(bool anySign = false) : FieldParser<Tick>(Fields, anySign)
{
    private static readonly FieldList Fields = new();
    private static readonly Field Symbol = Fields.Add("symbol", FieldType.Text);
    private static readonly Field Price = Fields.Add("price", FieldType.Number);
    private static readonly Field Timestamp = Fields.Add("timestamp", FieldType.UnixSeconds);
    private static readonly Field Origin = Fields.Optional("origin", FieldType.Text, "real", "jittered", "synthetic");
    private static readonly Field RealTimestamp = Fields.Optional("real_timestamp", FieldType.UnixSeconds);

    private readonly SymbolTable _symbols = new();

    protected override Tick Read(ref FeedMessage message)
    {
        var (symbol, price) = (message.Name(Symbol, _symbols), message.Price(Price));
        var origin = message.Has(Origin)
            ? PriceOrigin.Real + (byte)message.Word(Origin, RejectReason.Range)
            : PriceOrigin.Unstated;
        var eventTime = message.Time(Timestamp);
        return new Tick(
            symbol, price, 0, origin, message.Has(RealTimestamp) ? message.Time(RealTimestamp) : null, eventTime, 0, 0);
    }
}
