using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Commodities;

/// <summary>Merges what a batch says of positions into the stored ones, by the rule of <see cref="PositionSteps"/>.</summary>
internal static class CommodityPositionWriter
{
    /// <summary>
    /// Rows go in by key order, so that two writers lock them in the same order. Of the stored row and the new
    /// one, <c>t</c> has the terms (an opening before a closing, then the earlier) and <c>c</c> the closing.
    /// </summary>
    public static NpgsqlBatchCommand Merge(IReadOnlyCollection<PositionSteps> positions)
    {
        var rows = positions.OrderBy(position => position.TradeId, StringComparer.Ordinal).ToArray();
        return new NpgsqlBatchCommand(
            """
            INSERT INTO commodity_positions AS p (trade_id, commodity, position_type, quantity, entry_price, opened_at,
                source_partition, source_offset, close_price, closed_at, closed_partition, closed_offset, status, realized)
            SELECT u.*, CASE WHEN u.closed_at IS NULL THEN 'open' ELSE 'closed' END,
                position_pnl(u.position_type, u.quantity, u.entry_price, u.close_price)
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                AS u(trade_id, commodity, position_type, quantity, entry_price, opened_at,
                    source_partition, source_offset, close_price, closed_at, closed_partition, closed_offset)
            ON CONFLICT (trade_id) DO UPDATE SET
                (commodity, position_type, quantity, entry_price, opened_at, source_partition, source_offset,
                    close_price, closed_at, closed_partition, closed_offset, status, realized) = (
                SELECT t.commodity, t.position_type, t.quantity, t.entry_price, t.opened_at, t.source_partition, t.source_offset,
                    c.close_price, c.closed_at, c.closed_partition, c.closed_offset,
                    CASE WHEN c.closed_at IS NULL THEN 'open' ELSE 'closed' END,
                    position_pnl(t.position_type, t.quantity, t.entry_price, c.close_price)
                FROM (SELECT * FROM (VALUES
                        (p.commodity, p.position_type, p.quantity, p.entry_price, p.opened_at, p.source_partition,
                            p.source_offset, p.closed_at),
                        (EXCLUDED.commodity, EXCLUDED.position_type, EXCLUDED.quantity, EXCLUDED.entry_price, EXCLUDED.opened_at,
                            EXCLUDED.source_partition, EXCLUDED.source_offset, EXCLUDED.closed_at))
                        AS v(commodity, position_type, quantity, entry_price, opened_at, source_partition, source_offset, closed_at)
                    ORDER BY opened_at IS NULL, COALESCE(opened_at, closed_at), source_partition, source_offset LIMIT 1) t,
                    (SELECT * FROM (VALUES
                        (p.close_price, p.closed_at, p.closed_partition, p.closed_offset),
                        (EXCLUDED.close_price, EXCLUDED.closed_at, EXCLUDED.closed_partition, EXCLUDED.closed_offset))
                        AS v(close_price, closed_at, closed_partition, closed_offset)
                    ORDER BY closed_at, closed_partition, closed_offset LIMIT 1) c)
            """)
        {
            Parameters =
            {
                Sql.Array(NpgsqlDbType.Text, Array.ConvertAll(rows, row => row.TradeId)),
                Sql.Array(NpgsqlDbType.Text, Array.ConvertAll(rows, row => row.Terms.Commodity)),
                Sql.Array(NpgsqlDbType.Text, Array.ConvertAll(rows, row => Name(row.Terms.PositionType))),
                Sql.Array(NpgsqlDbType.Numeric, Array.ConvertAll(rows, row => row.Terms.Quantity)),
                Sql.Array(NpgsqlDbType.Numeric, Array.ConvertAll(rows, row => row.Terms.EntryPrice)),
                Sql.Array(NpgsqlDbType.TimestampTz, Array.ConvertAll(rows, row => row.Opening?.EventTime)),
                Sql.Array(NpgsqlDbType.Integer, Array.ConvertAll(rows, row => row.Terms.Partition)),
                Sql.Array(NpgsqlDbType.Bigint, Array.ConvertAll(rows, row => row.Terms.Offset)),
                Sql.Array(NpgsqlDbType.Numeric, Array.ConvertAll(rows, row => ClosePrice(row.Closing))),
                Sql.Array(NpgsqlDbType.TimestampTz, Array.ConvertAll(rows, row => row.Closing?.EventTime)),
                Sql.Array(NpgsqlDbType.Integer, Array.ConvertAll(rows, row => row.Closing?.Partition)),
                Sql.Array(NpgsqlDbType.Bigint, Array.ConvertAll(rows, row => row.Closing?.Offset)),
            },
        };
    }

    public static string Name(PositionType type) => type == PositionType.Long ? "long" : "short";

    /// <summary>A closing that names no price of its own was made at the price it carries.</summary>
    private static decimal? ClosePrice(CommodityEvent? closing) => closing is { } step ? step.ClosePrice ?? step.Price : null;
}
