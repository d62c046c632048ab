using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Positions;

/// <summary>Stores holdings where they are newer than what is stored.</summary>
internal static class TraderBookWriter
{
    public static NpgsqlBatchCommand Merge((string Trader, string Symbol, TraderHolding Holding)[] rows) => new(
        """
        INSERT INTO trader_book AS b (trader, symbol, size, average_price, pnl, realized, day,
            event_time, source_partition, source_offset, opposed_at)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (trader, symbol) DO UPDATE SET
            size = EXCLUDED.size, average_price = EXCLUDED.average_price, pnl = EXCLUDED.pnl,
            realized = EXCLUDED.realized, day = EXCLUDED.day, event_time = EXCLUDED.event_time,
            source_partition = EXCLUDED.source_partition, source_offset = EXCLUDED.source_offset,
            opposed_at = EXCLUDED.opposed_at
        WHERE (b.event_time, b.source_partition, b.source_offset)
            < (EXCLUDED.event_time, EXCLUDED.source_partition, EXCLUDED.source_offset)
            OR (b.event_time, b.source_partition, b.source_offset)
                = (EXCLUDED.event_time, EXCLUDED.source_partition, EXCLUDED.source_offset)
                AND b.opposed_at IS DISTINCT FROM EXCLUDED.opposed_at
        """)
    {
        Parameters =
        {
            Sql.Array(NpgsqlDbType.Text, Array.ConvertAll(rows, row => row.Trader)),
            Sql.Array(NpgsqlDbType.Text, Array.ConvertAll(rows, row => row.Symbol)),
            Sql.Array(NpgsqlDbType.Numeric, Array.ConvertAll(rows, row => row.Holding.Size)),
            Sql.Array(NpgsqlDbType.Numeric, Array.ConvertAll(rows, row => row.Holding.AveragePrice)),
            Sql.Array(NpgsqlDbType.Numeric, Array.ConvertAll(rows, row => row.Holding.Pnl)),
            Sql.Array(NpgsqlDbType.Numeric, Array.ConvertAll(rows, row => row.Holding.Realized)),
            Sql.Array(NpgsqlDbType.Date, Array.ConvertAll(rows, row => row.Holding.Day)),
            Sql.Array(NpgsqlDbType.TimestampTz, Array.ConvertAll(rows, row => row.Holding.EventTime)),
            Sql.Array(NpgsqlDbType.Integer, Array.ConvertAll(rows, row => row.Holding.Partition)),
            Sql.Array(NpgsqlDbType.Bigint, Array.ConvertAll(rows, row => row.Holding.Offset)),
            Sql.Array(NpgsqlDbType.TimestampTz, Array.ConvertAll(rows, row => row.Holding.OpposedAt)),
        },
    };
}
