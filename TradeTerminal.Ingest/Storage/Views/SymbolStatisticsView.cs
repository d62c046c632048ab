namespace TradeTerminal.Ingest.Storage.Views;

/// <summary>
/// <c>symbol_statistics</c>: count, mean, lowest and highest price of every symbol and venue on every UTC day, from
/// the events themselves. Needs the view <c>prices</c>. With a condition on <c>day</c> only that day's partitions are read.
/// </summary>
internal static class SymbolStatisticsView
{
    public const string Drop = "DROP VIEW IF EXISTS symbol_statistics";

    public const string Select =
        """
        SELECT p.feed, p.symbol, p.venue, d.day::date AS day, p.tick_count, p.avg_price, p.min_price, p.max_price, p.time
        FROM generate_series(
            (SELECT date_trunc('day', LEAST((SELECT min(bucket) FROM candles_1m), (SELECT min(bucket) FROM feed_candles_1m)) AT TIME ZONE 'UTC')),
            (SELECT GREATEST((SELECT max(bucket) FROM candles_1m), (SELECT max(bucket) FROM feed_candles_1m)) AT TIME ZONE 'UTC'),
            interval '1 day') AS d(day)
        CROSS JOIN LATERAL (
            SELECT feed, symbol, venue, count(*) AS tick_count, round(avg(price), GREATEST(8, min_scale(min(price)), min_scale(max(price)))) AS avg_price,
                min(price) AS min_price, max(price) AS max_price, max(event_time) AS time
            FROM prices
            WHERE event_time >= d.day AT TIME ZONE 'UTC' AND event_time < (d.day + interval '1 day') AT TIME ZONE 'UTC'
            GROUP BY feed, symbol, venue) p
        """;
}
