using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Prices;

/// <summary>Adds the prices of one batch to the stored minute candles: those of trades, and those of every other feed.</summary>
internal static class CandleWriter
{
    private const string Marks = "open_at, open_partition, open_offset, close_at, close_partition, close_offset";

    // A notional has eight decimals at least, as it always had.
    private const string Candle =
        "u.open, u.high, u.low, u.close, u.volume::numeric, u.notional::numeric + 0.00000000, u.prices::numeric, u.count, "
        + "u.open_at, u.open_partition, u.open_offset, u.close_at, u.close_partition, u.close_offset";

    private const string Columns = "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16";
    private const string Names = $"symbol, bucket, open, high, low, close, volume, notional, count, {Marks}, prices";

    // Two rows of a batch never meet here, so which is first or last is a comparison of two.
    private const string Opens =
        "(EXCLUDED.open_at, EXCLUDED.open_partition, EXCLUDED.open_offset) < (c.open_at, c.open_partition, c.open_offset)";

    private const string Closes =
        "(EXCLUDED.close_at, EXCLUDED.close_partition, EXCLUDED.close_offset) > (c.close_at, c.close_partition, c.close_offset)";

    private const string Join =
        $"""
        high = GREATEST(c.high, EXCLUDED.high),
        low = LEAST(c.low, EXCLUDED.low),
        volume = c.volume + EXCLUDED.volume,
        notional = c.notional + EXCLUDED.notional,
        price_sum = c.price_sum + EXCLUDED.price_sum,
        open = CASE WHEN {Opens} THEN EXCLUDED.open ELSE c.open END,
        open_at = CASE WHEN {Opens} THEN EXCLUDED.open_at ELSE c.open_at END,
        open_partition = CASE WHEN {Opens} THEN EXCLUDED.open_partition ELSE c.open_partition END,
        open_offset = CASE WHEN {Opens} THEN EXCLUDED.open_offset ELSE c.open_offset END,
        close = CASE WHEN {Closes} THEN EXCLUDED.close ELSE c.close END,
        close_at = CASE WHEN {Closes} THEN EXCLUDED.close_at ELSE c.close_at END,
        close_partition = CASE WHEN {Closes} THEN EXCLUDED.close_partition ELSE c.close_partition END,
        close_offset = CASE WHEN {Closes} THEN EXCLUDED.close_offset ELSE c.close_offset END
        """;

    private const string MergeTrades =
        $"""
        INSERT INTO candles_1m AS c (ticker, bucket, open, high, low, close, volume, notional, price_sum, trade_count, {Marks})
        SELECT u.symbol, u.bucket, {Candle} FROM unnest({Columns}) AS u({Names})
        ON CONFLICT (ticker, bucket) DO UPDATE SET trade_count = c.trade_count + EXCLUDED.trade_count, {Join}
        """;

    private const string MergeFeed =
        $"""
        INSERT INTO feed_candles_1m AS c
            (feed, symbol, venue, bucket, open, high, low, close, volume, notional, price_sum, tick_count, {Marks})
        SELECT $18, u.symbol, u.venue, u.bucket, {Candle} FROM unnest({Columns}, $17) AS u({Names}, venue)
        ON CONFLICT (feed, symbol, venue, bucket) DO UPDATE SET tick_count = c.tick_count + EXCLUDED.tick_count, {Join}
        """;

    // Rows go in by key order, so that two writers lock them in the same order.
    public static NpgsqlBatchCommand Merge(IReadOnlyCollection<MinuteFold> folds) =>
        Command(MergeTrades, [.. folds.OrderBy(fold => fold.Symbol, StringComparer.Ordinal).ThenBy(fold => fold.Candle.Bucket)]);

    public static NpgsqlBatchCommand Merge(string feed, IEnumerable<(string Venue, MinuteFold Fold)> folds)
    {
        var candles = folds
            .OrderBy(candle => candle.Fold.Symbol, StringComparer.Ordinal)
            .ThenBy(candle => candle.Venue, StringComparer.Ordinal)
            .ThenBy(candle => candle.Fold.Candle.Bucket)
            .ToArray();
        var command = Command(MergeFeed, Array.ConvertAll(candles, candle => candle.Fold));
        command.Parameters.Add(Sql.Array(NpgsqlDbType.Text, Array.ConvertAll(candles, candle => candle.Venue)));
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = feed });
        return command;
    }

    private static NpgsqlBatchCommand Command(string sql, MinuteFold[] candles) => new(sql)
    {
        Parameters =
        {
            Sql.Array(NpgsqlDbType.Text, Array.ConvertAll(candles, c => c.Symbol)),
            Sql.Array(NpgsqlDbType.TimestampTz, Array.ConvertAll(candles, c => c.Candle.Bucket)),
            Sql.Array(NpgsqlDbType.Numeric, Array.ConvertAll(candles, c => c.Candle.Open.Price)),
            Sql.Array(NpgsqlDbType.Numeric, Array.ConvertAll(candles, c => c.Candle.High)),
            Sql.Array(NpgsqlDbType.Numeric, Array.ConvertAll(candles, c => c.Candle.Low)),
            Sql.Array(NpgsqlDbType.Numeric, Array.ConvertAll(candles, c => c.Candle.Close.Price)),
            Sums(Array.ConvertAll(candles, c => c.Candle.Volume)),
            Sums(Array.ConvertAll(candles, c => c.Candle.Notional)),
            Sql.Array(NpgsqlDbType.Bigint, Array.ConvertAll(candles, c => c.Candle.Count)),
            Sql.Array(NpgsqlDbType.TimestampTz, Array.ConvertAll(candles, c => c.Candle.Open.At)),
            Sql.Array(NpgsqlDbType.Integer, Array.ConvertAll(candles, c => c.Candle.Open.Partition)),
            Sql.Array(NpgsqlDbType.Bigint, Array.ConvertAll(candles, c => c.Candle.Open.Offset)),
            Sql.Array(NpgsqlDbType.TimestampTz, Array.ConvertAll(candles, c => c.Candle.Close.At)),
            Sql.Array(NpgsqlDbType.Integer, Array.ConvertAll(candles, c => c.Candle.Close.Partition)),
            Sql.Array(NpgsqlDbType.Bigint, Array.ConvertAll(candles, c => c.Candle.Close.Offset)),
            Sums(Array.ConvertAll(candles, c => c.Prices)),
        },
    };

    /// <summary>As text where a decimal does not hold one of them: it becomes numeric in the database, exact at any size.</summary>
    private static NpgsqlParameter Sums(ExactSum[] sums)
    {
        var decimals = new decimal[sums.Length];
        for (var i = 0; i < sums.Length; i++)
        {
            if (!sums[i].TryDecimal(out decimals[i]))
            {
                return Sql.Array(NpgsqlDbType.Text, Array.ConvertAll(sums, sum => sum.ToString()));
            }
        }

        return Sql.Array(NpgsqlDbType.Numeric, decimals);
    }
}
