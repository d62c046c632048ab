using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Quotes;

/// <summary>
/// Judges one message of the quotes feed, for instance
/// <code>{"symbol":"AAPL","exchange":"NASDAQ","price":175.02,"bid_price":175.01,"ask_price":175.04,"bid_size":12000,"ask_size":8000,"volume":5200,"timestamp":1772375400123}</code>
/// </summary>
internal sealed class QuoteParser(bool anySign = false) : FieldParser<Quote>(Fields, anySign)
{
    private static readonly FieldList Fields = new();
    private static readonly Field Symbol = Fields.Add("symbol", FieldType.Text);
    private static readonly Field Exchange = Fields.Add("exchange", FieldType.Text);
    private static readonly Field Price = Fields.Add("price", FieldType.Number);
    private static readonly Field BidPrice = Fields.Optional("bid_price", FieldType.Number);
    private static readonly Field AskPrice = Fields.Optional("ask_price", FieldType.Number);
    private static readonly Field BidSize = Fields.Optional("bid_size", FieldType.Number);
    private static readonly Field AskSize = Fields.Optional("ask_size", FieldType.Number);
    private static readonly Field Volume = Fields.Add("volume", FieldType.Number);
    private static readonly Field Timestamp = Fields.Add("timestamp", FieldType.UnixMilliseconds);

    private static readonly Field[] OfBid = [BidPrice, BidSize];
    private static readonly Field[] OfAsk = [AskPrice, AskSize];

    private readonly SymbolTable _symbols = new();

    protected override Quote Read(ref FeedMessage message)
    {
        var (noBid, noAsk) = (message.IsNoOrder(BidPrice), message.IsNoOrder(AskPrice));
        if (!noBid)
        {
            message.Require(OfBid);
        }

        if (!noAsk)
        {
            message.Require(OfAsk);
        }

        var (symbol, venue, price) = (message.Name(Symbol, _symbols), message.Name(Exchange, _symbols), message.Price(Price));
        decimal? bid = noBid ? null : message.Price(BidPrice);
        decimal? ask = noAsk ? null : message.Price(AskPrice);
        if (bid > ask)
        {
            // One venue matches such orders at once: the two are swapped or of different moments, and the
            // arbitrage rule would take either for a profit.
            message.Refuse(RejectReason.Range, "'bid_price' must not be above 'ask_price' of the same exchange.");
        }

        return new Quote(
            symbol, venue, price, bid, ask, SizeOf(ref message, BidSize), SizeOf(ref message, AskSize), message.ZeroOrMore(Volume),
            message.Time(Timestamp), 0, 0);
    }

    /// <summary>Where nobody bids or asks it may be left out.</summary>
    private static decimal SizeOf(ref FeedMessage message, Field size) => message.Has(size) ? message.ZeroOrMore(size) : 0;
}
