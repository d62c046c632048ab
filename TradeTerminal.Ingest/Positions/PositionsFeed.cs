using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Ingest.Positions;

/// <summary>What the traders hold.</summary>
internal sealed class PositionsFeed() : Feed<TraderPosition>("positions", "Positions", "trading_positions")
{
    internal override IEventStore<TraderPosition> Store { get; } = new EventTable<TraderPosition>(
        "trader_positions",
        "trader, symbol, size, average_price, pnl, realized_pnl, event_time, source_partition, source_offset",
        Write);

    internal override string Derived =>
        $"""
        SELECT n.event_time AS at,
            'what ' || n.trader || ' holds of ' || n.symbol || CASE WHEN b.trader IS NULL THEN ' is not kept' ELSE ' is not what was last reported' END AS words
        FROM (
            SELECT DISTINCT ON (trader, symbol) * FROM {Store.Table.Name} WHERE event_time >= $1
            ORDER BY trader, symbol, event_time DESC, source_partition DESC, source_offset DESC) n
        LEFT JOIN trader_book b USING (trader, symbol)
        WHERE (n.size, n.average_price, n.pnl, n.realized_pnl, n.event_time, n.source_partition, n.source_offset)
            IS DISTINCT FROM (b.size, b.average_price, b.pnl, b.realized, b.event_time, b.source_partition, b.source_offset)
        """;

    internal override IFeedParser<TraderPosition> CreateParser(bool anySign = false) => new TraderPositionParser(anySign);

    internal override IReadOnlyList<IFeedFold<TraderPosition>> CreateFolds(IServiceProvider services) =>
        [new TraderFold(), AlertFolds.Create(services, new PositionRules())];

    private static void Write(NpgsqlBinaryImporter import, TraderPosition position)
    {
        import.Write(position.Trader, NpgsqlDbType.Text);
        import.Write(position.Instrument, NpgsqlDbType.Text);
        import.Write(position.Size, NpgsqlDbType.Numeric);
        import.Write(position.AveragePrice, NpgsqlDbType.Numeric);
        import.Write(position.Pnl, NpgsqlDbType.Numeric);
        import.WriteOrNull(position.Realized, NpgsqlDbType.Numeric);
        import.Write(position.EventTime, NpgsqlDbType.TimestampTz);
        import.Write(position.Partition, NpgsqlDbType.Integer);
        import.Write(position.Offset, NpgsqlDbType.Bigint);
    }
}
