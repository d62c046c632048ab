using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Commodities;

/// <summary>Merges what a batch says of positions into the stored ones, by the rule of <see cref="PositionSteps"/>.</summary>
internal static class CommodityPositionWriter
{
    /// <summary>
    /// Rows go in by key order, so that two writers lock them in the same order. Of the stored row and the new
    /// one, <c>t</c> has the terms (nulls sort last: an opening before a closing) and <c>c</c> the closing.
    /// </summary>
    public static NpgsqlBatchCommand Merge(IReadOnlyCollection<PositionSteps> positions)
    {
        var rows = positions.OrderBy(position => position.TradeId, StringComparer.Ordinal).ToArray();
        return new NpgsqlBatchCommand(
            """
            INSERT INTO commodity_positions AS p (trade_id, commodity, position_type, quantity, entry_price, opened_at,
                source_partition, source_offset, closed_at, close_price, status, realized)
            SELECT u.*, CASE WHEN u.closed_at IS NULL THEN 'open' ELSE 'closed' END,
                position_pnl(u.position_type, u.quantity, u.entry_price, u.close_price)
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS u(trade_id, commodity, position_type, quantity,
                entry_price, opened_at, source_partition, source_offset, closed_at, close_price)
            ON CONFLICT (trade_id) DO UPDATE SET
                (commodity, position_type, quantity, entry_price, opened_at, source_partition, source_offset,
                    closed_at, close_price, status, realized) = (
                SELECT t.commodity, t.position_type, t.quantity, t.entry_price, t.opened_at, t.source_partition, t.source_offset,
                    c.closed_at, c.close_price, CASE WHEN c.closed_at IS NULL THEN 'open' ELSE 'closed' END,
                    position_pnl(t.position_type, t.quantity, t.entry_price, c.close_price)
                FROM (SELECT * FROM (VALUES
                        (p.commodity, p.position_type, p.quantity, p.entry_price, p.opened_at, p.source_partition,
                            p.source_offset, p.closed_at, p.close_price),
                        (EXCLUDED.commodity, EXCLUDED.position_type, EXCLUDED.quantity, EXCLUDED.entry_price, EXCLUDED.opened_at,
                            EXCLUDED.source_partition, EXCLUDED.source_offset, EXCLUDED.closed_at, EXCLUDED.close_price))
                        AS v(commodity, position_type, quantity, entry_price, opened_at, source_partition, source_offset,
                            closed_at, close_price)
                    ORDER BY opened_at, CASE WHEN opened_at IS NULL THEN closed_at END,
                        CASE WHEN opened_at IS NULL THEN close_price END, source_partition, source_offset LIMIT 1) t,
                    (SELECT * FROM (VALUES
                        (p.closed_at, p.close_price), (EXCLUDED.closed_at, EXCLUDED.close_price)) AS v(closed_at, close_price)
                    ORDER BY closed_at, close_price LIMIT 1) c)
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
                Sql.Array(NpgsqlDbType.TimestampTz, Array.ConvertAll(rows, row => row.Closing?.EventTime)),
                Sql.Array(NpgsqlDbType.Numeric, Array.ConvertAll(rows, row => row.ClosePrice)),
            },
        };
    }

    private static string Name(PositionType type) => type == PositionType.Long ? "long" : "short";
}
