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
            (new Guid[trades.Length], new string[trades.Length], new decimal[trades.Length], new long[trades.Length]);
        var (sells, times, partitions, offsets) =
            (new bool[trades.Length], new DateTime[trades.Length], new int[trades.Length], new long[trades.Length]);
        for (var i = 0; i < trades.Length; i++)
        {
            ref readonly var trade = ref trades[i];
            ids[i] = trade.TradeId;
            tickers[i] = trade.Ticker;
            prices[i] = trade.Price;
            volumes[i] = trade.Volume;
            sells[i] = trade.Side == Side.Sell;
            times[i] = trade.ExecutedAt;
            partitions[i] = trade.Partition;
            offsets[i] = trade.Offset;
        }

        return new NpgsqlBatchCommand(
            """
            WITH inserted AS (
                INSERT INTO trades (trade_id, ticker, price, volume, side, executed_at, source_partition, source_offset)
                SELECT u.id, u.ticker, u.price, u.volume, CASE WHEN u.sell THEN 'sell' ELSE 'buy' END,
                    u.executed_at, u.partition, u.at
                FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)
                    AS u(id, ticker, price, volume, sell, executed_at, partition, at)
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
                Sql.Array(NpgsqlDbType.Bigint, volumes),
                Sql.Array(NpgsqlDbType.Boolean, sells),
                Sql.Array(NpgsqlDbType.TimestampTz, times),
                Sql.Array(NpgsqlDbType.Integer, partitions),
                Sql.Array(NpgsqlDbType.Bigint, offsets),
                new NpgsqlParameter<long> { TypedValue = trades.Length },
            },
        };
    }
}
