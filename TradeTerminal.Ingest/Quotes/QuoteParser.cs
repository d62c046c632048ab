using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Quotes;

/// <summary>
/// Judges one message of the quotes feed, for instance
/// <code>{"symbol":"AAPL","exchange":"NASDAQ","price":175.02,"bid_price":175.01,"ask_price":175.04,"bid_size":12000,"ask_size":8000,"volume":5200,"timestamp":1772375400123}</code>
/// </summary>
internal sealed class QuoteParser() : FieldParser<Quote>(Fields)
{
    private static readonly FieldList Fields = new();
    private static readonly Field Symbol = Fields.Add("symbol", FieldType.Text);
    private static readonly Field Exchange = Fields.Add("exchange", FieldType.Text);
    private static readonly Field Price = Fields.Add("price", FieldType.Number);
    private static readonly Field BidPrice = Fields.Add("bid_price", FieldType.Number);
    private static readonly Field AskPrice = Fields.Add("ask_price", FieldType.Number);
    private static readonly Field BidSize = Fields.Add("bid_size", FieldType.Whole);
    private static readonly Field AskSize = Fields.Add("ask_size", FieldType.Whole);
    private static readonly Field Volume = Fields.Add("volume", FieldType.Whole);
    private static readonly Field Timestamp = Fields.Add("timestamp", FieldType.UnixMilliseconds);

    private readonly SymbolTable _symbols = new();

    protected override Quote Read(ref FeedMessage message)
    {
        var (symbol, venue) = (message.Name(Symbol, _symbols), message.Name(Exchange, _symbols));
        var (price, bid, ask) = (message.Positive(Price), message.Positive(BidPrice), message.Positive(AskPrice));
        if (bid > ask)
        {
            // One venue matches such orders at once: the two are swapped or of different moments, and the
            // arbitrage rule would take either for a profit.
            message.Refuse(RejectReason.Range, "'bid_price' must not be above 'ask_price' of the same exchange.");
        }

        return new Quote(
            symbol, venue, price, bid, ask,
            message.Count(BidSize, 0), message.Count(AskSize, 0), message.Count(Volume, 0), message.Time(Timestamp), 0, 0);
    }
}
