namespace TradeTerminal.Ingest.Storage.Views;

/// <summary>
/// <c>prices</c>: every price of every feed under one set of names. Ask with a feed, a symbol and a range of
/// <c>event_time</c>: the plan then reads those days of that feed's own table and nothing else.
/// </summary>
internal static class PricesView
{
    public const string Create =
        """
        CREATE OR REPLACE VIEW prices AS
        SELECT 'trades'::text AS feed, ticker AS symbol, ''::text AS venue, price, volume::numeric AS volume,
            executed_at AS event_time, source_partition, source_offset
        FROM trades
        UNION ALL
        SELECT 'quotes', symbol, venue, price, volume::numeric, event_time, source_partition, source_offset FROM quotes
        UNION ALL
        SELECT 'commodities', commodity, '', price, CASE kind WHEN 'price_tick' THEN volume ELSE 0 END::numeric,
            event_time, source_partition, source_offset
        FROM commodity_events WHERE kind IN ('price_tick', 'trade_marked')
        UNION ALL
        SELECT 'crypto', symbol, '', price, volume::numeric, event_time, source_partition, source_offset FROM crypto_ticks
        UNION ALL
        SELECT 'indices', symbol, '', price, volume::numeric, event_time, source_partition, source_offset FROM index_ticks
        """;

    public const string Drop = "DROP VIEW IF EXISTS prices";
}
