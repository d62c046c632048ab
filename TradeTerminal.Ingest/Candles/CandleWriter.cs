using Npgsql;
using NpgsqlTypes;
using System.Numerics;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Candles;

/// <summary>Adds what one batch traded to the stored minute candles.</summary>
internal static class CandleWriter
{
    /// <summary>
    /// Rows go in by key order, so that two writers lock them in the same order. Notional travels as an
    /// integer of 1e-8 and becomes numeric in the database: exact at any size.
    /// </summary>
    public static NpgsqlBatchCommand Merge(IReadOnlyCollection<CandleFold> folds)
    {
        var candles = folds.OrderBy(fold => fold.Ticker, StringComparer.Ordinal).ThenBy(fold => fold.Bucket).ToArray();
        return new NpgsqlBatchCommand(
            """
            INSERT INTO candles_1m AS c (ticker, bucket, open, high, low, close, volume, notional, trade_count,
                open_at, open_partition, open_offset, close_at, close_partition, close_offset)
            SELECT u.ticker, u.bucket, u.open, u.high, u.low, u.close, u.volume, u.notional * 0.00000001, u.count,
                u.open_at, u.open_partition, u.open_offset, u.close_at, u.close_partition, u.close_offset
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
                AS u(ticker, bucket, open, high, low, close, volume, notional, count,
                    open_at, open_partition, open_offset, close_at, close_partition, close_offset)
            ON CONFLICT (ticker, bucket) DO UPDATE SET
                high = GREATEST(c.high, EXCLUDED.high),
                low = LEAST(c.low, EXCLUDED.low),
                volume = c.volume + EXCLUDED.volume,
                notional = c.notional + EXCLUDED.notional,
                trade_count = c.trade_count + EXCLUDED.trade_count,
                (open, open_at, open_partition, open_offset) = (SELECT * FROM (VALUES
                    (c.open, c.open_at, c.open_partition, c.open_offset),
                    (EXCLUDED.open, EXCLUDED.open_at, EXCLUDED.open_partition, EXCLUDED.open_offset))
                    AS v(price, at, partition, "offset") ORDER BY at, partition, "offset" LIMIT 1),
                (close, close_at, close_partition, close_offset) = (SELECT * FROM (VALUES
                    (c.close, c.close_at, c.close_partition, c.close_offset),
                    (EXCLUDED.close, EXCLUDED.close_at, EXCLUDED.close_partition, EXCLUDED.close_offset))
                    AS v(price, at, partition, "offset") ORDER BY at DESC, partition DESC, "offset" DESC LIMIT 1)
            """)
        {
            Parameters =
            {
                Sql.Array(NpgsqlDbType.Text, candles.Select(c => c.Ticker).ToArray()),
                Sql.Array(NpgsqlDbType.TimestampTz, candles.Select(c => c.Bucket).ToArray()),
                Sql.Array(NpgsqlDbType.Numeric, candles.Select(c => c.Open.Price).ToArray()),
                Sql.Array(NpgsqlDbType.Numeric, candles.Select(c => c.High).ToArray()),
                Sql.Array(NpgsqlDbType.Numeric, candles.Select(c => c.Low).ToArray()),
                Sql.Array(NpgsqlDbType.Numeric, candles.Select(c => c.Close.Price).ToArray()),
                Sql.Array(NpgsqlDbType.Numeric, candles.Select(c => (BigInteger)c.Volume).ToArray()),
                Sql.Array(NpgsqlDbType.Numeric, candles.Select(c => (BigInteger)c.NotionalE8).ToArray()),
                Sql.Array(NpgsqlDbType.Bigint, candles.Select(c => c.Count).ToArray()),
                Sql.Array(NpgsqlDbType.TimestampTz, candles.Select(c => c.Open.At).ToArray()),
                Sql.Array(NpgsqlDbType.Integer, candles.Select(c => c.Open.Partition).ToArray()),
                Sql.Array(NpgsqlDbType.Bigint, candles.Select(c => c.Open.Offset).ToArray()),
                Sql.Array(NpgsqlDbType.TimestampTz, candles.Select(c => c.Close.At).ToArray()),
                Sql.Array(NpgsqlDbType.Integer, candles.Select(c => c.Close.Partition).ToArray()),
                Sql.Array(NpgsqlDbType.Bigint, candles.Select(c => c.Close.Offset).ToArray()),
            },
        };
    }
}
