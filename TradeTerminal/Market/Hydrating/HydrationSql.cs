using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Market.Hydrating;

/// <summary>
/// What <see cref="Hydrator"/> asks. Each ticker is a short scan of its own along an index, with a bound on time that comes first:
/// by it PostgreSQL leaves out the days that can have nothing, where without it a ticker would be looked for in each day there is.
/// Trades of the open day have no index by ticker; see <see cref="ClosedDays"/>.
/// <c>OFFSET 0</c> keeps the planner from reading whole tables instead.
/// </summary>
internal static class HydrationSql
{
    /// <summary>A statement that takes longer is cancelled, and the market read again later.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const string TradeColumns =
        "trades.ticker, trade_id, price, volume, side, executed_at, source_partition, source_offset, source_id";

    /// <summary>Minute candles among which the tickers that traded last are looked for first: many times as many as are kept.</summary>
    private const int Recent = 50_000;

    /// <summary>
    /// The tickers of the newest candles, with the time of their last trade, newest first: fewer than asked for may not be all. The oldest
    /// minute among the newest may not be whole and does not count.
    /// </summary>
    public static NpgsqlCommand RecentTickers(int most) => Command(
        """
        WITH newest AS MATERIALIZED (SELECT ticker, bucket, close_at FROM candles_1m ORDER BY bucket DESC LIMIT $2 + 1)
        SELECT ticker, max(close_at) FROM newest
        WHERE bucket > (SELECT CASE WHEN count(*) > $2 THEN min(bucket) ELSE '-infinity' END FROM newest)
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

    /// <summary>
    /// The newest trades of each ticker, one ticker after the other, newest first. On days with an index by ticker they are looked up;
    /// on the open one the minutes that are needed are read once for all tickers.
    /// </summary>
    public static NpgsqlCommand Tapes(string[] symbols, int each, DateTime openSince) => Command(
        $"""
        WITH kept AS MATERIALIZED (
            SELECT symbol, ticker, bucket, open_at, close_at, trade_count FROM unnest($1) AS k(symbol) CROSS JOIN LATERAL (
                SELECT *, sum(trade_count) OVER (ORDER BY bucket DESC) - trade_count AS newer FROM (
                    SELECT ticker, bucket, open_at, close_at, trade_count FROM candles_1m WHERE ticker = symbol
                    ORDER BY bucket DESC LIMIT $2) newest) counted
            WHERE newer < $2),
        {OfOpenDays}
        ranked AS (
            SELECT *, row_number() OVER (PARTITION BY ticker ORDER BY executed_at DESC, source_partition DESC, source_offset DESC) AS place FROM (
                SELECT * FROM of_open_days
                UNION ALL
                SELECT closed.* FROM (SELECT symbol, min(bucket) AS since FROM kept GROUP BY symbol HAVING min(bucket) < $3) k CROSS JOIN LATERAL (
                    SELECT {TradeColumns} FROM trades WHERE trades.ticker = symbol AND executed_at >= since AND executed_at < $3
                    ORDER BY executed_at DESC, source_partition DESC, source_offset DESC LIMIT $2) closed) all_of_them)
        SELECT * FROM ranked WHERE place <= $2 ORDER BY ticker, place
        """, Texts(symbols), new NpgsqlParameter<int> { TypedValue = each }, Time(openSince));

    /// <summary>The trades of each ticker from a time on, one ticker after the other.</summary>
    public static NpgsqlCommand Seconds(string[] symbols, DateTime[] since, DateTime openSince) => Command(
        $"""
        WITH kept AS MATERIALIZED (
            SELECT symbol, since, ticker, bucket, greatest(open_at, since) AS open_at, close_at, trade_count
            FROM unnest($1, $2) AS k(symbol, since) CROSS JOIN LATERAL (
                SELECT ticker, bucket, open_at, close_at, trade_count FROM candles_1m
                WHERE ticker = symbol AND close_at >= since AND bucket >= since - interval '1 minute' OFFSET 0) newest),
        {OfOpenDays}
        all_of_them AS (
            SELECT * FROM of_open_days
            UNION ALL
            SELECT closed.* FROM (SELECT DISTINCT symbol, since FROM kept WHERE since < $3) k CROSS JOIN LATERAL (
                SELECT {TradeColumns} FROM trades WHERE trades.ticker = symbol AND executed_at >= since AND executed_at < $3 OFFSET 0) closed)
        SELECT * FROM all_of_them ORDER BY ticker, executed_at
        """, Texts(symbols), Times(since), Time(openSince));

    /// <summary>The start of the oldest day that has no index by ticker.</summary>
    public static NpgsqlCommand OpenSince() => Command($"SELECT {ClosedDays.OpenSince(new TradeStore().Table)}");

    /// <summary>Trades a minute, the newest first, of each ticker from a minute on.</summary>
    public static NpgsqlCommand Counts(string[] symbols, DateTime[] since) => Command(
        """
        SELECT bucket, sum(trade_count)::bigint FROM unnest($1, $2) AS k(symbol, since) CROSS JOIN LATERAL (
            SELECT bucket, trade_count FROM candles_1m WHERE ticker = symbol AND bucket >= since ORDER BY bucket OFFSET 0) newest
        GROUP BY bucket ORDER BY bucket DESC
        """, Texts(symbols), Times(since));

    /// <summary>The minute candles of each ticker from a minute on, ascending.</summary>
    public static NpgsqlCommand Minutes(string[] symbols, DateTime[] since) => Command(
        $"""
        SELECT newest.* FROM unnest($1, $2) AS k(symbol, since) CROSS JOIN LATERAL (
            SELECT ticker, bucket, open, close, high, low, {Figures}, trade_count,
                open_at, open_partition, open_offset, close_at, close_partition, close_offset, {ExactFigures}
            FROM candles_1m WHERE ticker = symbol AND bucket >= since ORDER BY bucket OFFSET 0) newest
        """, Texts(symbols), Times(since));

    /// <summary>Volume and notional of a candle, as far as a decimal holds them.</summary>
    public const string Figures = "fit_decimal(volume), fit_notional(notional)";

    /// <summary>The same to their last digit where a decimal may not hold them, else null.</summary>
    public const string ExactFigures =
        "CASE WHEN NOT fits_decimal(volume) THEN volume::text END AS exact_volume, CASE WHEN NOT fits_decimal(notional) THEN notional::text END AS exact_notional";

    /// <summary>
    /// The trades of the tickers in the minutes kept, as far as these are of days without an index by ticker. Where there are not more
    /// than two in a minute, the candle says when they were; a minute with more is read once for all tickers, by itself: joined at once, it
    /// would be read again for each of them, as the planner takes any array for ten tickers.
    /// </summary>
    private const string OfOpenDays =
        $"""
        open_days AS MATERIALIZED (SELECT * FROM kept WHERE bucket >= $3),
        ends AS (
            SELECT symbol, open_at AS at FROM open_days WHERE trade_count <= 2
            UNION SELECT symbol, close_at FROM open_days WHERE trade_count <= 2),
        minutes AS (
            SELECT min(open_at) AS first, max(close_at) AS last, array_agg(ticker) AS tickers, array_agg(open_at) AS since
            FROM open_days WHERE trade_count > 2 GROUP BY bucket),
        of_open_days AS (
            SELECT traded.* FROM ends CROSS JOIN LATERAL (
                SELECT {TradeColumns} FROM trades WHERE executed_at = ends.at AND trades.ticker = symbol OFFSET 0) traded
            UNION ALL
            SELECT traded.* FROM minutes CROSS JOIN LATERAL (
                SELECT of_minute.* FROM (
                    SELECT {TradeColumns} FROM trades WHERE executed_at >= first AND executed_at <= last OFFSET 0) of_minute
                JOIN unnest(tickers, since) AS wanted(symbol, since) ON ticker = symbol AND executed_at >= wanted.since OFFSET 0) traded),
        """;

    public static NpgsqlParameter<DateTime> Time(DateTime value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    public static NpgsqlParameter<string[]> Texts(string[] values) => Sql.Array(NpgsqlDbType.Text, values);

    public static NpgsqlParameter<DateTime[]> Times(DateTime[] values) => Sql.Array(NpgsqlDbType.TimestampTz, values);

    public static NpgsqlCommand Command(string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlCommand(sql) { CommandTimeout = (int)Patience.TotalSeconds };
        command.Parameters.AddRange(parameters);
        return command;
    }
}
