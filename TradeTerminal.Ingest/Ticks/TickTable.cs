using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Ingest.Ticks;

/// <summary>The columns that the tables of ticks share.</summary>
internal static class TickTable
{
    public static PriceColumns Prices { get; } = new("symbol", "price", "volume");

    public static EventTable<Tick> Of(string table) => new(
        table, "symbol, price, volume, origin, real_at, event_time, source_partition, source_offset", Write);

    private static void Write(NpgsqlBinaryImporter import, Tick tick)
    {
        import.Write(tick.Symbol, NpgsqlDbType.Text);
        import.Write(tick.Price, NpgsqlDbType.Numeric);
        import.Write(tick.Volume, NpgsqlDbType.Numeric);
        import.Write(tick.Origin.Code(), NpgsqlDbType.Text);
        import.WriteOrNull(tick.RealAt, NpgsqlDbType.TimestampTz);
        import.Write(tick.EventTime, NpgsqlDbType.TimestampTz);
        import.Write(tick.Partition, NpgsqlDbType.Integer);
        import.Write(tick.Offset, NpgsqlDbType.Bigint);
    }
}
