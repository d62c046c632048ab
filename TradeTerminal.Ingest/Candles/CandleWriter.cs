using Npgsql;
using NpgsqlTypes;
using System.Numerics;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Candles;

/// <summary>Adds the prices of one batch to the stored minute candles: those of trades, and those of every other feed.</summary>
internal static class CandleWriter
{
    private const string Marks = "open_at, open_partition, open_offset, close_at, close_partition, close_offset";

    // Notional travels as an integer of 1e-8 and becomes numeric in the database: exact at any size.
    private const string Candle =
        "u.open, u.high, u.low, u.close, u.volume, u.notional * 0.00000001, u.count, "
        + "u.open_at, u.open_partition, u.open_offset, u.close_at, u.close_partition, u.close_offset";

    private const string Columns = "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15";
    private const string Names = $"symbol, bucket, open, high, low, close, volume, notional, count, {Marks}";

    private const string Join =
        """
        high = GREATEST(c.high, EXCLUDED.high),
        low = LEAST(c.low, EXCLUDED.low),
        volume = c.volume + EXCLUDED.volume,
        notional = c.notional + EXCLUDED.notional,
        (open, open_at, open_partition, open_offset) = (SELECT * FROM (VALUES
            (c.open, c.open_at, c.open_partition, c.open_offset),
            (EXCLUDED.open, EXCLUDED.open_at, EXCLUDED.open_partition, EXCLUDED.open_offset))
            AS v(price, at, partition, "offset") ORDER BY at, partition, "offset" LIMIT 1),
        (close, close_at, close_partition, close_offset) = (SELECT * FROM (VALUES
            (c.close, c.close_at, c.close_partition, c.close_offset),
            (EXCLUDED.close, EXCLUDED.close_at, EXCLUDED.close_partition, EXCLUDED.close_offset))
            AS v(price, at, partition, "offset") ORDER BY at DESC, partition DESC, "offset" DESC LIMIT 1)
        """;

    private const string MergeTrades =
        $"""
        INSERT INTO candles_1m AS c (ticker, bucket, open, high, low, close, volume, notional, trade_count, {Marks})
        SELECT u.symbol, u.bucket, {Candle} FROM unnest({Columns}) AS u({Names})
        ON CONFLICT (ticker, bucket) DO UPDATE SET trade_count = c.trade_count + EXCLUDED.trade_count, {Join}
        """;

    private const string MergeFeed =
        $"""
        INSERT INTO feed_candles_1m AS c
            (feed, symbol, venue, bucket, open, high, low, close, volume, notional, tick_count, {Marks})
        SELECT $17, u.symbol, u.venue, u.bucket, {Candle} FROM unnest({Columns}, $16) AS u({Names}, venue)
        ON CONFLICT (feed, symbol, venue, bucket) DO UPDATE SET tick_count = c.tick_count + EXCLUDED.tick_count, {Join}
        """;

    // Rows go in by key order, so that two writers lock them in the same order.
    public static NpgsqlBatchCommand Merge(IReadOnlyCollection<CandleFold> folds) =>
        Command(MergeTrades, [.. folds.OrderBy(fold => fold.Symbol, StringComparer.Ordinal).ThenBy(fold => fold.Bucket)]);

    public static NpgsqlBatchCommand Merge(string feed, IEnumerable<(string Venue, CandleFold Fold)> folds)
    {
        var candles = folds
            .OrderBy(candle => candle.Fold.Symbol, StringComparer.Ordinal)
            .ThenBy(candle => candle.Venue, StringComparer.Ordinal)
            .ThenBy(candle => candle.Fold.Bucket)
            .ToArray();
        var command = Command(MergeFeed, Array.ConvertAll(candles, candle => candle.Fold));
        command.Parameters.Add(Sql.Array(NpgsqlDbType.Text, Array.ConvertAll(candles, candle => candle.Venue)));
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = feed });
        return command;
    }

    private static NpgsqlBatchCommand Command(string sql, CandleFold[] candles) => new(sql)
    {
        Parameters =
        {
            Sql.Array(NpgsqlDbType.Text, Array.ConvertAll(candles, c => c.Symbol)),
            Sql.Array(NpgsqlDbType.TimestampTz, Array.ConvertAll(candles, c => c.Bucket)),
            Sql.Array(NpgsqlDbType.Numeric, Array.ConvertAll(candles, c => c.Open.Price)),
            Sql.Array(NpgsqlDbType.Numeric, Array.ConvertAll(candles, c => c.High)),
            Sql.Array(NpgsqlDbType.Numeric, Array.ConvertAll(candles, c => c.Low)),
            Sql.Array(NpgsqlDbType.Numeric, Array.ConvertAll(candles, c => c.Close.Price)),
            Sql.Array(NpgsqlDbType.Numeric, Array.ConvertAll(candles, c => c.Volume)),
            Sql.Array(NpgsqlDbType.Numeric, Array.ConvertAll(candles, c => (BigInteger)c.NotionalE8)),
            Sql.Array(NpgsqlDbType.Bigint, Array.ConvertAll(candles, c => c.Count)),
            Sql.Array(NpgsqlDbType.TimestampTz, Array.ConvertAll(candles, c => c.Open.At)),
            Sql.Array(NpgsqlDbType.Integer, Array.ConvertAll(candles, c => c.Open.Partition)),
            Sql.Array(NpgsqlDbType.Bigint, Array.ConvertAll(candles, c => c.Open.Offset)),
            Sql.Array(NpgsqlDbType.TimestampTz, Array.ConvertAll(candles, c => c.Close.At)),
            Sql.Array(NpgsqlDbType.Integer, Array.ConvertAll(candles, c => c.Close.Partition)),
            Sql.Array(NpgsqlDbType.Bigint, Array.ConvertAll(candles, c => c.Close.Offset)),
        },
    };
}
