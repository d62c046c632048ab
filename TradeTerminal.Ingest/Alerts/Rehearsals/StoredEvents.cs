using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.OrderBook;
using TradeTerminal.Ingest.Positions;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Ticks;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Ingest.Alerts.Rehearsals;

/// <summary>The stored events of each feed, with as much of each as the rules look at.</summary>
internal static class StoredEvents
{
    public static EventStream<Trade> Trades { get; } = new(
        "ticker, price, volume", "trades", "executed_at",
        row => new Trade(
            Guid.Empty, row.GetString(0), row.GetDecimal(1), row.GetDecimal(2), default, row.GetDateTime(3), row.GetInt32(4),
            row.GetInt64(5)));

    public static EventStream<Quote> Quotes { get; } = new(
        "symbol, venue, price, bid, ask, bid_size, ask_size, volume", "quotes", "event_time",
        row => new Quote(
            row.GetString(0), row.GetString(1), row.GetDecimal(2), OrNull(row, 3), OrNull(row, 4), row.GetDecimal(5),
            row.GetDecimal(6), row.GetDecimal(7), row.GetDateTime(8), row.GetInt32(9), row.GetInt64(10)));

    public static EventStream<BookUpdate> OrderBook { get; } = new(
        "symbol, side, price, quantity", "book_updates", "event_time",
        row => new BookUpdate(
            row.GetString(0), Sides.Of(row.GetString(1)), row.GetDecimal(2), row.GetDecimal(3), default,
            row.GetDateTime(4), row.GetInt32(5), row.GetInt64(6)));

    public static EventStream<TraderPosition> Positions { get; } = new(
        "trader, symbol, size, average_price, pnl", "trader_positions", "event_time",
        row => new TraderPosition(
            row.GetString(0), row.GetString(1), row.GetDecimal(2), row.GetDecimal(3), row.GetDecimal(4), row.GetDateTime(5),
            row.GetInt32(6), row.GetInt64(7)));

    public static EventStream<CommodityEvent> Commodities { get; } = new(
        "commodity, price, volume", "(SELECT * FROM commodity_events WHERE kind = 'price_tick') AS ticks", "event_time",
        row => new CommodityEvent(
            CommodityEventKind.PriceTick, row.GetString(0), row.GetDecimal(1), row.GetDecimal(2), null, default, 0, 0, null, null,
            null, row.GetDateTime(3), row.GetInt32(4), row.GetInt64(5)));

    public static EventStream<Tick> Crypto { get; } = Ticks("crypto_ticks");

    public static EventStream<Tick> Indices { get; } = Ticks("index_ticks");

    private static decimal? OrNull(System.Data.Common.DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDecimal(column);

    private static EventStream<Tick> Ticks(string table) => new(
        "symbol, price, volume", table, "event_time",
        row => new Tick(
            row.GetString(0), row.GetDecimal(1), row.GetDecimal(2), default, null, row.GetDateTime(3), row.GetInt32(4),
            row.GetInt64(5)));
}
