using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Ingest.Commodities;

/// <summary>The commodity book: prices, and positions opened, marked and closed.</summary>
internal sealed class CommoditiesFeed() : Feed<CommodityEvent>("commodities", "Commodities", "ctrm_trades")
{
    internal override IEventStore<CommodityEvent> Store { get; } = new EventTable<CommodityEvent>(
        "commodity_events",
        "kind, commodity, price, volume, trade_id, position_type, quantity, entry_price, close_price, unrealized, realized, event_time, source_partition, source_offset",
        Write);

    /// <summary>The events that <see cref="PricePoint.Of(CommodityEvent)"/> finds a price in.</summary>
    internal override PriceColumns Prices { get; } = new("commodity", "price", "CASE kind WHEN 'price_tick' THEN volume ELSE 0 END")
    {
        Where = "kind IN ('price_tick', 'trade_marked')",
    };

    internal override Func<CommodityEvent, PricePoint?> PriceOf => PricePoint.Of;

    /// <summary>A position is of its first opening and its first closing: later ones change nothing.</summary>
    internal override string Derived =>
        $"""
        {base.Derived} UNION ALL
        SELECT min(e.event_time), 'position ' || e.trade_id || CASE WHEN p.trade_id IS NULL THEN ' is not kept' ELSE ' is not what its events make' END
        FROM {Store.Table.Name} e LEFT JOIN commodity_positions p USING (trade_id)
        WHERE e.event_time >= $1 AND e.kind IN ('trade_opened', 'trade_closed')
            AND NOT EXISTS (SELECT FROM deletions d WHERE d.feed = '{Name}' AND d.symbol = e.commodity AND d.ended_at IS NULL)
        GROUP BY e.trade_id, p.trade_id, p.status, p.opened_at, p.closed_at, p.quantity, p.entry_price, p.close_price, p.position_type, p.realized
        HAVING p.trade_id IS NULL
            OR p.opened_at > min(e.event_time) FILTER (WHERE e.kind = 'trade_opened')
            OR p.closed_at > min(e.event_time) FILTER (WHERE e.kind = 'trade_closed')
            OR p.status = 'open' AND bool_or(e.kind = 'trade_closed')
            OR NOT bool_or(e.kind = 'trade_opened' AND (e.quantity, e.entry_price, e.position_type) = (p.quantity, p.entry_price, p.position_type))
                AND p.opened_at >= $1
            OR p.realized IS DISTINCT FROM position_pnl(p.position_type, p.quantity, p.entry_price, p.close_price)
        """;

    internal override IFeedParser<CommodityEvent> CreateParser(bool anySign = false) => new CommodityParser(anySign);

    internal override IReadOnlyList<string> Kinds => CommodityEventKinds.All;

    internal override Func<CommodityEvent, int> KindOf => step => (int)step.Kind;

    internal override IReadOnlyList<IFeedFold<CommodityEvent>> CreateFolds(IServiceProvider services) =>
        [new CommodityFold(), AlertFolds.Create(services, new CommodityRules())];

    private static void Write(NpgsqlBinaryImporter import, CommodityEvent record)
    {
        import.Write(record.Kind.Code(), NpgsqlDbType.Text);
        import.Write(record.Commodity, NpgsqlDbType.Text);
        import.Write(record.Price, NpgsqlDbType.Numeric);
        import.Write(record.Volume, NpgsqlDbType.Numeric);
        import.WriteOrNull(record.TradeId, NpgsqlDbType.Text);
        import.Write(record.PositionType == PositionType.Short ? "short" : "long", NpgsqlDbType.Text);
        import.Write(record.Quantity, NpgsqlDbType.Numeric);
        import.Write(record.EntryPrice, NpgsqlDbType.Numeric);
        import.WriteOrNull(record.ClosePrice, NpgsqlDbType.Numeric);
        import.WriteOrNull(record.Unrealized, NpgsqlDbType.Numeric);
        import.WriteOrNull(record.Realized, NpgsqlDbType.Numeric);
        import.Write(record.EventTime, NpgsqlDbType.TimestampTz);
        import.Write(record.Partition, NpgsqlDbType.Integer);
        import.Write(record.Offset, NpgsqlDbType.Bigint);
    }
}
