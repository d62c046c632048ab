namespace TradeTerminal.Ingest.Storage.Views;

/// <summary>
/// Open positions and their profit and loss for people with their own tools, and the formula for statements.
/// A position without a price of its commodity has no mark and no unrealized figure, and adds nothing to sums.
/// </summary>
internal static class PositionViews
{
    /// <summary>
    /// The formula is <see cref="Positions.Pnl.Of(Commodities.PositionType, decimal, decimal, decimal)"/>: round() of a numeric takes halves away from
    /// zero as well. Not STRICT, which would keep the planner from putting it in place; null goes through.
    /// </summary>
    public const string Create =
        """
        CREATE FUNCTION position_pnl(position_type text, quantity numeric, entry_price numeric, price numeric)
            RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
            $$ SELECT round(CASE position_type WHEN 'long' THEN price - entry_price WHEN 'short' THEN entry_price - price END * quantity, 2) $$;
        CREATE VIEW open_positions AS
            SELECT p.trade_id, p.commodity, p.position_type, p.quantity, p.entry_price, p.opened_at,
                l.price AS mark, l.event_time AS mark_time, now() - l.event_time AS mark_age,
                position_pnl(p.position_type, p.quantity, p.entry_price, l.price) AS unrealized
            FROM commodity_positions p LEFT JOIN (
                SELECT DISTINCT ON (symbol) symbol, price, event_time FROM latest_prices WHERE feed = 'commodities'
                ORDER BY symbol, event_time DESC, source_partition DESC, source_offset DESC) l ON l.symbol = p.commodity
            WHERE p.status = 'open';
        CREATE VIEW pnl_by_commodity AS
            SELECT commodity, count(*) FILTER (WHERE is_open) AS open_count, count(*) FILTER (WHERE NOT is_open) AS closed_count,
                sum(realized) AS realized, sum(unrealized) AS unrealized, max(mark) AS mark, max(mark_time) AS mark_time
            FROM (
                SELECT commodity, true AS is_open, 0.00 AS realized, COALESCE(unrealized, 0.00) AS unrealized, mark, mark_time
                FROM open_positions
                UNION ALL
                SELECT commodity, false, realized, 0.00, NULL, NULL FROM commodity_positions WHERE status = 'closed') positions
            GROUP BY commodity;
        """;

    public const string Drop = "DROP VIEW pnl_by_commodity; DROP VIEW open_positions; DROP FUNCTION position_pnl;";
}
