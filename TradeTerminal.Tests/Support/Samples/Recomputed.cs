namespace TradeTerminal.Tests.Support.Samples;

/// <summary>
/// What the folds keep, worked out the slow way in SQL from all stored events, beside the query for what is kept.
/// </summary>
internal static class Recomputed
{
    internal const string OpenedMinusClosed =
        """
        SELECT count(DISTINCT trade_id) FILTER (WHERE kind = 'trade_opened') - count(DISTINCT trade_id) FILTER (WHERE kind = 'trade_closed'
            AND EXISTS (SELECT FROM commodity_events o WHERE o.trade_id = e.trade_id AND o.kind = 'trade_opened'))
        FROM commodity_events e
        """;

    private const string Candles =
        """
        SELECT feed, symbol, venue, date_trunc('minute', event_time, 'UTC') AS bucket,
            (array_agg(price ORDER BY event_time, source_partition, source_offset))[1] AS open, max(price), min(price),
            (array_agg(price ORDER BY event_time DESC, source_partition DESC, source_offset DESC))[1] AS close,
            sum(volume), sum(price * volume), count(*)
        FROM prices WHERE feed <> 'trades' GROUP BY feed, symbol, venue, bucket
        """;

    private const string LatestPrices =
        """
        SELECT DISTINCT ON (p.feed, p.symbol, p.venue) p.feed, p.symbol, p.venue, p.price, p.volume, q.bid, q.ask, q.bid_size, q.ask_size,
            p.event_time, p.source_partition, p.source_offset
        FROM prices p LEFT JOIN quotes q ON p.feed = 'quotes' AND (q.source_partition, q.source_offset) = (p.source_partition, p.source_offset)
        WHERE p.feed <> 'trades'
        ORDER BY p.feed, p.symbol, p.venue, p.event_time DESC, p.source_partition DESC, p.source_offset DESC
        """;

    private const string Positions =
        """
        SELECT trade_id, coalesce(o.commodity, c.commodity) AS commodity, coalesce(o.position_type, c.position_type) AS position_type,
            coalesce(o.quantity, c.quantity) AS quantity, coalesce(o.entry_price, c.entry_price) AS entry_price,
            o.event_time AS opened_at, c.at_price AS close_price, c.event_time AS closed_at,
            round((c.at_price - coalesce(o.entry_price, c.entry_price)) * coalesce(o.quantity, c.quantity)
                * CASE coalesce(o.position_type, c.position_type) WHEN 'long' THEN 1 ELSE -1 END, 2) AS realized
        FROM (SELECT DISTINCT ON (trade_id) * FROM commodity_events WHERE kind = 'trade_opened'
                ORDER BY trade_id, event_time, source_partition, source_offset) o
            FULL JOIN (SELECT DISTINCT ON (trade_id) *, coalesce(close_price, price) AS at_price FROM commodity_events WHERE kind = 'trade_closed'
                ORDER BY trade_id, event_time, coalesce(close_price, price), source_partition, source_offset) c USING (trade_id)
        """;

    private const string Pnl =
        $"""
        SELECT p.commodity, count(*) FILTER (WHERE closed_at IS NULL), coalesce(sum(realized), 0),
            coalesce(sum(round((l.price - entry_price) * quantity * CASE position_type WHEN 'long' THEN 1 ELSE -1 END, 2))
                FILTER (WHERE closed_at IS NULL), 0)
        FROM ({Positions}) p LEFT JOIN ({LatestPrices}) l ON l.feed = 'commodities' AND l.symbol = p.commodity GROUP BY 1
        """;

    private const string Book =
        """
        SELECT DISTINCT ON (trader, symbol) trader, symbol, size, average_price, pnl, (event_time AT TIME ZONE 'UTC')::date, event_time, source_partition, source_offset
        FROM trader_positions ORDER BY trader, symbol, event_time DESC, source_partition DESC, source_offset DESC
        """;

    internal static IReadOnlyList<(string Again, string Stored)> All { get; } =
    [
        (Candles, "SELECT feed, symbol, venue, bucket, open, high, low, close, volume, notional, tick_count FROM feed_candles_1m"),
        (LatestPrices, """
            SELECT feed, symbol, venue, price, volume, bid, ask, bid_size, ask_size, event_time, source_partition, source_offset FROM latest_prices
            """),
        (Positions, "SELECT trade_id, commodity, position_type, quantity, entry_price, opened_at, close_price, closed_at, realized FROM commodity_positions"),
        (Pnl, "SELECT commodity, open_count, realized, unrealized FROM pnl_by_commodity"),
        (Book, "SELECT trader, symbol, size, average_price, pnl, day, event_time, source_partition, source_offset FROM trader_book"),
    ];
}
