using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Positions;

/// <summary>
/// Stores holdings as they stood at the end of every five minutes in which a trader reported a symbol: the way of the day, in far
/// fewer rows than reports.
/// </summary>
internal static class TraderStepWriter
{
    public static readonly Interval Step = new("5m", TimeSpan.FromMinutes(5));

    public static NpgsqlBatchCommand Merge((string Trader, string Symbol, TraderHolding Holding)[] rows) => new(
        """
        INSERT INTO trader_book_5m AS b (trader, symbol, bucket, size, average_price, pnl, realized,
            event_time, source_partition, source_offset)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (trader, symbol, bucket) DO UPDATE SET
            size = EXCLUDED.size, average_price = EXCLUDED.average_price, pnl = EXCLUDED.pnl, realized = EXCLUDED.realized,
            event_time = EXCLUDED.event_time, source_partition = EXCLUDED.source_partition, source_offset = EXCLUDED.source_offset
        WHERE (b.event_time, b.source_partition, b.source_offset)
            < (EXCLUDED.event_time, EXCLUDED.source_partition, EXCLUDED.source_offset)
        """)
    {
        Parameters =
        {
            Sql.Array(NpgsqlDbType.Text, Array.ConvertAll(rows, row => row.Trader)),
            Sql.Array(NpgsqlDbType.Text, Array.ConvertAll(rows, row => row.Symbol)),
            Sql.Array(NpgsqlDbType.TimestampTz, Array.ConvertAll(rows, row => Step.BucketOf(row.Holding.EventTime))),
            Sql.Array(NpgsqlDbType.Numeric, Array.ConvertAll(rows, row => row.Holding.Size)),
            Sql.Array(NpgsqlDbType.Numeric, Array.ConvertAll(rows, row => row.Holding.AveragePrice)),
            Sql.Array(NpgsqlDbType.Numeric, Array.ConvertAll(rows, row => row.Holding.Pnl)),
            Sql.Array(NpgsqlDbType.Numeric, Array.ConvertAll(rows, row => row.Holding.Realized)),
            Sql.Array(NpgsqlDbType.TimestampTz, Array.ConvertAll(rows, row => row.Holding.EventTime)),
            Sql.Array(NpgsqlDbType.Integer, Array.ConvertAll(rows, row => row.Holding.Partition)),
            Sql.Array(NpgsqlDbType.Bigint, Array.ConvertAll(rows, row => row.Holding.Offset)),
        },
    };
}
