namespace TradeTerminal.Ingest.Storage.Views;

/// <summary>
/// The formula for statements, closed positions summed by day, and the views for people with their own tools.
/// A position without a price of its commodity has no mark and no unrealized figure, and adds nothing to sums.
/// </summary>
internal static class PositionViews
{
    public const string Create = Formula + ClosedByDay + Views;

    public const string Drop =
        """
        DROP VIEW pnl_by_commodity;
        DROP VIEW open_positions;
        DROP TABLE commodity_days;
        DROP TRIGGER commodity_positions_inserted ON commodity_positions;
        DROP TRIGGER commodity_positions_updated ON commodity_positions;
        DROP FUNCTION commodity_days_follow;
        DROP FUNCTION position_pnl;
        """;

    /// <summary>
    /// As <see cref="Positions.Pnl"/> has it: round() of a numeric takes halves away from zero as well. Not
    /// STRICT, which would keep the planner from putting it in place; null goes through.
    /// </summary>
    private const string Formula =
        """
        CREATE FUNCTION position_pnl(position_type text, quantity numeric, entry_price numeric, price numeric)
            RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
            $$ SELECT round(CASE position_type WHEN 'long' THEN price - entry_price WHEN 'short' THEN entry_price - price END * quantity, 2) $$;

        """;

    /// <summary>
    /// Closed positions only ever become more, and the screens ask for their sums many times a second. By
    /// triggers, because only there the row before and after an ON CONFLICT can both be seen.
    /// </summary>
    private const string ClosedByDay =
        """
        CREATE TABLE commodity_days (
            commodity text NOT NULL, day date NOT NULL, closed_count bigint NOT NULL, realized numeric NOT NULL,
            PRIMARY KEY (commodity, day));
        CREATE FUNCTION commodity_days_follow() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'UPDATE' THEN
                    INSERT INTO commodity_days AS d
                    SELECT commodity, (closed_at AT TIME ZONE 'UTC')::date, sum(change), sum(change * realized)
                    FROM (SELECT commodity, closed_at, realized, 1 AS change FROM after_change WHERE status = 'closed'
                        UNION ALL SELECT commodity, closed_at, realized, -1 FROM before_change WHERE status = 'closed') changes
                    GROUP BY 1, 2 HAVING sum(change) <> 0 OR sum(change * realized) <> 0 ORDER BY 1, 2
                    ON CONFLICT (commodity, day) DO UPDATE SET
                        closed_count = d.closed_count + EXCLUDED.closed_count, realized = d.realized + EXCLUDED.realized;
                ELSE
                    INSERT INTO commodity_days AS d
                    SELECT commodity, (closed_at AT TIME ZONE 'UTC')::date, count(*), sum(realized)
                    FROM after_change WHERE status = 'closed' GROUP BY 1, 2 ORDER BY 1, 2
                    ON CONFLICT (commodity, day) DO UPDATE SET
                        closed_count = d.closed_count + EXCLUDED.closed_count, realized = d.realized + EXCLUDED.realized;
                END IF;
                RETURN NULL;
            END $$;
        CREATE TRIGGER commodity_positions_inserted AFTER INSERT ON commodity_positions
            REFERENCING NEW TABLE AS after_change FOR EACH STATEMENT EXECUTE FUNCTION commodity_days_follow();
        CREATE TRIGGER commodity_positions_updated AFTER UPDATE ON commodity_positions
            REFERENCING OLD TABLE AS before_change NEW TABLE AS after_change FOR EACH STATEMENT EXECUTE FUNCTION commodity_days_follow();

        """;

    private const string Views =
        """
        CREATE VIEW open_positions AS
            SELECT p.trade_id, p.commodity, p.position_type, p.quantity, p.entry_price, p.opened_at,
                l.price AS mark, l.event_time AS mark_time, now() - l.event_time AS mark_age,
                position_pnl(p.position_type, p.quantity, p.entry_price, l.price) AS unrealized
            FROM commodity_positions p LEFT JOIN (
                SELECT DISTINCT ON (symbol) symbol, price, event_time FROM latest_prices WHERE feed = 'commodities'
                ORDER BY symbol, event_time DESC, source_partition DESC, source_offset DESC) l ON l.symbol = p.commodity
            WHERE p.status = 'open';
        CREATE VIEW pnl_by_commodity AS
            SELECT commodity, sum(open_count)::bigint AS open_count, sum(closed_count)::bigint AS closed_count,
                sum(realized) AS realized, sum(unrealized) AS unrealized, max(mark) AS mark, max(mark_time) AS mark_time
            FROM (
                SELECT commodity, 1 AS open_count, 0 AS closed_count, 0.00 AS realized,
                    COALESCE(unrealized, 0.00) AS unrealized, mark, mark_time FROM open_positions
                UNION ALL
                SELECT commodity, 0, closed_count, realized, 0.00, NULL, NULL FROM commodity_days WHERE closed_count > 0) positions
            GROUP BY commodity;
        """;
}
