using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Positions;

/// <summary>
/// Judges one message of the traders' positions feed, for instance
/// <code>{"trader_id":"TRADER_007","symbol":"AAPL","position_size":-1200,"avg_price":174.25,"current_pnl":-930.5,"timestamp":1772375400123}</code>
/// </summary>
internal sealed class TraderPositionParser(bool anySign = false) : FieldParser<TraderPosition>(Fields, anySign)
{
    private static readonly FieldList Fields = new();
    private static readonly Field TraderId = Fields.Add("trader_id", FieldType.Text);
    private static readonly Field Instrument = Fields.Add("symbol", FieldType.Text);
    private static readonly Field PositionSize = Fields.Add("position_size", FieldType.Number);
    private static readonly Field AveragePrice = Fields.Add("avg_price", FieldType.Number);
    private static readonly Field CurrentPnl = Fields.Add("current_pnl", FieldType.Number);
    private static readonly Field RealizedPnl = Fields.Optional("realized_pnl", FieldType.Number);
    private static readonly Field Timestamp = Fields.Add("timestamp", FieldType.UnixMilliseconds);

    private readonly SymbolTable _traders = new();
    private readonly SymbolTable _symbols = new();

    protected override TraderPosition Read(ref FeedMessage message)
    {
        var (trader, symbol) = (message.Name(TraderId, _traders), message.Name(Instrument, _symbols));
        var size = message.Signed(PositionSize);
        var averagePrice = size == 0 ? message.PriceOrZero(AveragePrice) : message.Price(AveragePrice);
        return new TraderPosition(
            trader, symbol, size, averagePrice, message.Amount(CurrentPnl), message.Time(Timestamp), 0, 0)
        {
            Realized = message.Has(RealizedPnl) ? message.Amount(RealizedPnl) : null,
        };
    }
}
