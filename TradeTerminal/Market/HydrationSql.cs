using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Candles;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Market;

/// <summary>
/// What <see cref="Hydrator"/> asks. Each ticker is a short scan of its own along an index, with a bound on time that comes first:
/// by it PostgreSQL leaves out the days that can have nothing, where without it a ticker would be looked for in each day there is.
/// <c>OFFSET 0</c> keeps the planner from reading whole tables instead.
/// </summary>
internal static class HydrationSql
{
    /// <summary>A statement that takes longer is cancelled, and the market read again later.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const string TradeColumns =
        "trades.ticker, trade_id, price, volume, side = 'sell', executed_at, source_partition, source_offset";

    /// <summary>Minute candles among which the tickers that traded last are looked for first: many times as many as are kept.</summary>
    private const int Recent = 50_000;

    /// <summary>The tickers of the newest candles, with the time of their last trade, newest first: fewer than asked for may not be all.</summary>
    public static NpgsqlCommand RecentTickers(int most) => Command(
        """
        SELECT ticker, max(close_at) FROM candles_1m
        WHERE bucket > coalesce((SELECT bucket FROM candles_1m ORDER BY bucket DESC OFFSET $2 LIMIT 1), '-infinity')
        GROUP BY ticker ORDER BY 2 DESC LIMIT $1
        """, new NpgsqlParameter<int> { TypedValue = most }, new NpgsqlParameter<int> { TypedValue = Recent });

    /// <summary>The same of all tickers: hops along the key from one to the next.</summary>
    public static NpgsqlCommand Tickers(int most) => Command(
        """
        WITH RECURSIVE stored AS (
            (SELECT ticker FROM candles_1m ORDER BY ticker LIMIT 1)
            UNION ALL
            SELECT (SELECT c.ticker FROM candles_1m c WHERE c.ticker > s.ticker ORDER BY c.ticker LIMIT 1)
            FROM stored s WHERE s.ticker IS NOT NULL)
        SELECT stored.ticker, newest.close_at FROM stored CROSS JOIN LATERAL (
            SELECT close_at FROM candles_1m c WHERE c.ticker = stored.ticker ORDER BY bucket DESC LIMIT 1) newest
        ORDER BY newest.close_at DESC LIMIT $1
        """, new NpgsqlParameter<int> { TypedValue = most });

    /// <summary>The newest trades of all, newest first.</summary>
    public static NpgsqlCommand Newest(int count) => Command(
        $"""
        SELECT {TradeColumns} FROM trades WHERE executed_at >= coalesce(
            (SELECT bucket FROM candles_1m ORDER BY bucket DESC OFFSET $1 - 1 LIMIT 1), '-infinity')
        ORDER BY executed_at DESC, source_partition DESC, source_offset DESC LIMIT $1
        """, new NpgsqlParameter<int> { TypedValue = count });

    /// <summary>The newest trades of each ticker, newest first. Each of its newest minutes has at least one of them.</summary>
    public static NpgsqlCommand Tapes(string[] symbols, int each) => Command(
        $"""
        WITH kept AS MATERIALIZED (
            SELECT symbol, coalesce(
                (SELECT bucket FROM candles_1m WHERE ticker = symbol ORDER BY bucket DESC OFFSET $2 - 1 LIMIT 1), '-infinity') AS since
            FROM unnest($1) AS k(symbol))
        SELECT newest.* FROM kept CROSS JOIN LATERAL (
            SELECT {TradeColumns} FROM trades WHERE trades.ticker = symbol AND executed_at >= since
            ORDER BY executed_at DESC, source_partition DESC, source_offset DESC LIMIT $2) newest
        """, Texts(symbols), new NpgsqlParameter<int> { TypedValue = each });

    /// <summary>The trades of each ticker from a time on.</summary>
    public static NpgsqlCommand Seconds(string[] symbols, DateTime[] since) => Command(
        $"""
        SELECT newest.* FROM unnest($1, $2) AS k(symbol, since) CROSS JOIN LATERAL (
            SELECT {TradeColumns} FROM trades WHERE trades.ticker = symbol AND executed_at >= since ORDER BY executed_at OFFSET 0) newest
        """, Texts(symbols), Times(since));

    /// <summary>Trades a minute, the newest first, of each ticker from a minute on.</summary>
    public static NpgsqlCommand Counts(string[] symbols, DateTime[] since) => Command(
        """
        SELECT bucket, sum(trade_count)::bigint FROM unnest($1, $2) AS k(symbol, since) CROSS JOIN LATERAL (
            SELECT bucket, trade_count FROM candles_1m WHERE ticker = symbol AND bucket >= since ORDER BY bucket OFFSET 0) newest
        GROUP BY bucket ORDER BY bucket DESC
        """, Texts(symbols), Times(since));

    /// <summary>The minute candles of each ticker from a minute on, ascending.</summary>
    public static NpgsqlCommand Minutes(string[] symbols, DateTime[] since) => Command(
        FormattableString.Invariant($"""
        SELECT newest.* FROM unnest($1, $2) AS k(symbol, since) CROSS JOIN LATERAL (
            SELECT ticker, bucket, open, close, high, low, volume, LEAST(notional, {CandleFold.LargestNotional}), trade_count,
                open_at, open_partition, open_offset, close_at, close_partition, close_offset
            FROM candles_1m WHERE ticker = symbol AND bucket >= since ORDER BY bucket OFFSET 0) newest
        """), Texts(symbols), Times(since));

    private static NpgsqlParameter<string[]> Texts(string[] values) => Sql.Array(NpgsqlDbType.Text, values);

    private static NpgsqlParameter<DateTime[]> Times(DateTime[] values) => Sql.Array(NpgsqlDbType.TimestampTz, values);

    private static NpgsqlCommand Command(string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlCommand(sql) { CommandTimeout = (int)Patience.TotalSeconds };
        command.Parameters.AddRange(parameters);
        return command;
    }
}
