using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Trades;

/// <summary>A slice of trades turned on its side, one array a column, for one bulk insert.</summary>
internal static class TradeColumns
{
    /// <summary>
    /// Skips trades whose id is stored already, within the batch or before it, and returns one row: how many
    /// went in and, only when some did not, the partition and offset of those that did.
    /// </summary>
    public static NpgsqlBatchCommand Insert(ReadOnlySpan<Trade> trades)
    {
        var (ids, tickers, prices, volumes) =
            (new Guid[trades.Length], new string[trades.Length], new decimal[trades.Length], new decimal[trades.Length]);
        var (sides, times, partitions, offsets) =
            (new string[trades.Length], new DateTime[trades.Length], new int[trades.Length], new long[trades.Length]);
        var sources = new string?[trades.Length];
        for (var i = 0; i < trades.Length; i++)
        {
            ref readonly var trade = ref trades[i];
            ids[i] = trade.TradeId;
            tickers[i] = trade.Ticker;
            prices[i] = trade.Price;
            volumes[i] = trade.Volume;
            sides[i] = trade.Side.Code();
            times[i] = trade.ExecutedAt;
            partitions[i] = trade.Partition;
            offsets[i] = trade.Offset;
            sources[i] = trade.SourceId;
        }

        return new NpgsqlBatchCommand(
            """
            WITH inserted AS (
                INSERT INTO trades (trade_id, ticker, price, volume, side, executed_at, source_partition, source_offset, source_id)
                SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $10)
                ON CONFLICT DO NOTHING
                RETURNING source_partition, source_offset)
            SELECT count(*),
                CASE WHEN count(*) < $9 THEN array_agg(source_partition) END,
                CASE WHEN count(*) < $9 THEN array_agg(source_offset) END
            FROM inserted
            """)
        {
            Parameters =
            {
                Sql.Array(NpgsqlDbType.Uuid, ids),
                Sql.Array(NpgsqlDbType.Text, tickers),
                Sql.Array(NpgsqlDbType.Numeric, prices),
                Sql.Array(NpgsqlDbType.Numeric, volumes),
                Sql.Array(NpgsqlDbType.Text, sides),
                Sql.Array(NpgsqlDbType.TimestampTz, times),
                Sql.Array(NpgsqlDbType.Integer, partitions),
                Sql.Array(NpgsqlDbType.Bigint, offsets),
                new NpgsqlParameter<long> { TypedValue = trades.Length },
                Sql.Array(NpgsqlDbType.Text, sources),
            },
        };
    }
}
