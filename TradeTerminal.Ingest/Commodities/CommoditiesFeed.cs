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

    internal override IReadOnlyList<string> Kinds => CommodityEventKinds.All;

    internal override Func<CommodityEvent, int> KindOf => step => (int)step.Kind;

    internal override IFeedParser<CommodityEvent> CreateParser() => new CommodityParser();

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
