using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Ingest.Ticks;

/// <summary>
/// Judges one message of the indices feed, for instance
/// <code>{"symbol":"SP500","price":5123.4,"volume":1234.0,"timestamp":"2026-03-01T14:30:00Z"}</code>
/// </summary>
internal sealed class IndexParser(bool anySign = false) : FieldParser<Tick>(Fields, anySign)
{
    private static readonly FieldList Fields = new();
    private static readonly Field Symbol = Fields.Add("symbol", FieldType.Text);
    private static readonly Field Price = Fields.Add("price", FieldType.Number);
    private static readonly Field Volume = Fields.Add("volume", FieldType.Number);
    private static readonly Field Timestamp = Fields.Add("timestamp", FieldType.IsoTime);

    private readonly SymbolTable _symbols = new();

    protected override Tick Read(ref FeedMessage message) => new(
        message.Name(Symbol, _symbols),
        message.Price(Price),
        message.ZeroOrMore(Volume),
        PriceOrigin.Unstated,
        null,
        message.Time(Timestamp),
        0,
        0);
}
