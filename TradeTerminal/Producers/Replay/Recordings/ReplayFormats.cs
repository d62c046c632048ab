using static TradeTerminal.Producers.Replay.Recordings.ColumnKind;

namespace TradeTerminal.Producers.Replay.Recordings;

/// <summary>The formats of all feeds that can be replayed.</summary>
internal static class ReplayFormats
{
    private const string PositionOnly = "CASE WHEN kind <> 'price_tick' THEN";

    public static IReadOnlyList<ReplayFormat> All { get; } =
    [
        new("trades", "trades", "ticker", "executed_at", "ticker")
        {
            Id = "trade_id",
            Columns =
            [
                new("trade_id", Text, "coalesce(source_id, trade_id::text)"), new("ticker", Text, "ticker"), new("price", Number, "price"),
                new("volume", Number, "volume"), new("side", Text, "nullif(side, 'unknown')", false),
                new("timestamp", IsoTime, "executed_at"),
            ],
        },
        new("quotes", "quotes", "symbol", "event_time", "symbol")
        {
            Columns =
            [
                new("symbol", Text, "symbol"), new("exchange", Text, "venue"), new("price", Number, "price"),
                new("bid_price", Number, "bid", false), new("ask_price", Number, "ask", false),
                new("bid_size", Number, "bid_size", false), new("ask_size", Number, "ask_size", false), new("volume", Number, "volume"),
                new("timestamp", UnixMilliseconds, "event_time"),
            ],
        },
        new("order_book", "book_updates", "symbol", "event_time", "symbol")
        {
            Columns =
            [
                new("symbol", Text, "symbol"), new("side", Text, "nullif(upper(side), 'UNKNOWN')", false), new("price", Number, "price"),
                new("quantity", Number, "quantity"), new("order_type", Text, "upper(order_type)"),
                new("timestamp", UnixMilliseconds, "event_time"),
            ],
        },
        new("positions", "trader_positions", "trader", "event_time", "trader_id")
        {
            Columns =
            [
                new("trader_id", Text, "trader"), new("symbol", Text, "symbol"), new("position_size", Number, "size"),
                new("avg_price", Number, "average_price"), new("current_pnl", Number, "pnl"),
                new("realized_pnl", Number, "realized_pnl", false),
                new("timestamp", UnixMilliseconds, "event_time"),
            ],
        },
        new("commodities", "commodity_events", "commodity", "event_time", "commodity")
        {
            Columns =
            [
                new("EventType", Text, "CASE kind WHEN 'trade_opened' THEN 'TradeOpened' WHEN 'trade_marked' THEN 'TradeMarked' WHEN 'trade_closed' THEN 'TradeClosed' ELSE 'PriceTick' END"),
                // Commodities are the one feed whose producers key by the name as it is usually written.
                new("commodity", Text,
                    "CASE commodity WHEN 'OIL' THEN 'Oil' WHEN 'GOLD' THEN 'Gold' WHEN 'WHEAT' THEN 'Wheat' ELSE commodity END"),
                new("CurrentPrice", Number, "price"), new("Volume", Number, "volume", false), new("TradeID", Text, "trade_id", false),
                new("Quantity", Number, $"{PositionOnly} quantity END", false),
                new("EntryPrice", Number, $"{PositionOnly} entry_price END", false),
                new("PositionType", Text, $"{PositionOnly} initcap(position_type) END", false),
                new("Status", Text, $"{PositionOnly} CASE kind WHEN 'trade_closed' THEN 'Closed' ELSE 'Open' END END", false),
                new("ClosePrice", Number, "close_price", false), new("UnrealizedPnL", Number, "unrealized", false),
                new("RealizedPnL", Number, "realized", false), new("LastUpdatedUtc", IsoTime, "event_time", false),
                new("timestamp", IsoTime, "event_time", false),
            ],
        },
        new("crypto", "crypto_ticks", "symbol", "event_time", "symbol")
        {
            Columns =
            [
                new("symbol", Text, "symbol"), new("price", Number, "price"), new("timestamp", UnixSeconds, "event_time"),
                new("origin", Text, "nullif(origin, 'unstated')", false), new("real_timestamp", UnixSeconds, "real_at", false),
            ],
        },
        new("indices", "index_ticks", "symbol", "event_time", "symbol")
        {
            Columns =
            [
                new("symbol", Text, "symbol"), new("price", Number, "price"), new("volume", Number, "volume"),
                new("timestamp", IsoTime, "event_time"),
            ],
        },
    ];

    /// <summary>Null when there is no such feed.</summary>
    public static ReplayFormat? Find(string? feed) => All.FirstOrDefault(format => format.Feed == feed);
}
