namespace TradeTerminal.Ingest.Storage.Views;

/// <summary>
/// <c>candles</c>: minute candles of every feed, by event time. A feed's symbol at two venues is two candles.
/// </summary>
internal static class CandlesView
{
    public const string Create =
        """
        CREATE OR REPLACE VIEW candles AS
        SELECT 'trades'::text AS feed, ticker AS symbol, ''::text AS venue, bucket, open, high, low, close, volume, notional,
            trade_count AS tick_count, CASE WHEN volume > 0 THEN notional / volume END AS vwap, open_at, close_at
        FROM candles_1m
        UNION ALL
        SELECT feed, symbol, venue, bucket, open, high, low, close, volume, notional,
            tick_count, CASE WHEN volume > 0 THEN notional / volume END, open_at, close_at
        FROM feed_candles_1m
        """;

    /// <summary>And Σ price, from which a mean over any minutes is exact; null where it is not worked out yet.</summary>
    public const string WithSums =
        """
        CREATE OR REPLACE VIEW candles AS
        SELECT 'trades'::text AS feed, ticker AS symbol, ''::text AS venue, bucket, open, high, low, close, volume, notional,
            trade_count AS tick_count, CASE WHEN volume > 0 THEN notional / volume END AS vwap, open_at, close_at, price_sum
        FROM candles_1m
        UNION ALL
        SELECT feed, symbol, venue, bucket, open, high, low, close, volume, notional,
            tick_count, CASE WHEN volume > 0 THEN notional / volume END, open_at, close_at, price_sum
        FROM feed_candles_1m
        """;

    public const string Drop = "DROP VIEW IF EXISTS candles";
}
