namespace TradeTerminal.Ingest.Storage.Views;

/// <summary>
/// <c>latest_price</c>: the newest price of every symbol and venue of every feed, with its age. The newest trade of
/// a ticker is the close of its newest candle; the tickers are found by skipping through the candles' key, not by
/// reading them all.
/// </summary>
internal static class LatestPriceView
{
    public const string Create =
        """
        CREATE OR REPLACE VIEW latest_price AS
        WITH RECURSIVE tickers AS (
            SELECT min(ticker) AS ticker FROM candles_1m
            UNION ALL
            SELECT (SELECT min(c.ticker) FROM candles_1m c WHERE c.ticker > t.ticker) FROM tickers t WHERE t.ticker IS NOT NULL
        )
        SELECT 'trades'::text AS feed, t.ticker AS symbol, ''::text AS venue, c.close AS price,
            NULL::numeric AS bid, NULL::numeric AS ask, NULL::bigint AS bid_size, NULL::bigint AS ask_size,
            'unstated'::text AS origin, NULL::timestamptz AS real_at, c.close_at AS event_time, now() - c.close_at AS age
        FROM tickers t CROSS JOIN LATERAL (
            SELECT close, close_at FROM candles_1m WHERE ticker = t.ticker ORDER BY bucket DESC LIMIT 1) c
        UNION ALL
        SELECT feed, symbol, venue, price, bid, ask, bid_size, ask_size, origin, real_at, event_time, now() - event_time
        FROM latest_prices
        """;

    public const string Drop = "DROP VIEW IF EXISTS latest_price";
}
