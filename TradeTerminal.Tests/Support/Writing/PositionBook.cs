using Npgsql;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Positions;

namespace TradeTerminal.Tests.Support.Writing;

/// <summary>Positions and prices in a database, put there by the folds and by hand.</summary>
internal sealed class PositionBook(string connectionString) : IAsyncDisposable
{
    internal static readonly DateTime Noon = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    private readonly FoldRun<CommodityEvent> _commodities = new(connectionString, new CommodityFold());
    private readonly FoldRun<TraderPosition> _traders = new(connectionString, new TraderFold());
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString);

    public async ValueTask DisposeAsync()
    {
        await _commodities.DisposeAsync();
        await _traders.DisposeAsync();
        await _source.DisposeAsync();
    }

    internal static CommodityEvent Open(string id, PositionType type,
        decimal quantity, decimal entry, string commodity = "OIL", DateTime? at = null) =>
        new(CommodityEventKind.TradeOpened, commodity, entry, 0, id, type, quantity, entry, null, null, null, at ?? Noon, 0, 0);

    internal static CommodityEvent Close(CommodityEvent opening, decimal price, DateTime? at = null) =>
        opening with { Kind = CommodityEventKind.TradeClosed, ClosePrice = price, EventTime = at ?? Noon.AddMinutes(1), Offset = 1 };

    internal static CommodityEvent Random(Random random, int id)
    {
        var opening = Open(
            $"T{id:D4}", (PositionType)random.Next(2), random.Next(1, 8_000) / 8m, Price(random),
            new[] { "OIL", "GOLD", "WHEAT" }[random.Next(3)],
            Noon.AddSeconds(id));
        return random.Next(2) == 0 ? opening : Close(opening, Price(random));
    }

    internal static TraderPosition Report(string trader, string symbol, decimal size, decimal average, decimal pnl, DateTime? at = null) =>
        new(trader, symbol, size, average, pnl, at ?? Noon, 0, 0);

    internal void Add(params CommodityEvent[] events) => _commodities.Commit(events);

    internal void Report(params TraderPosition[] reports) => _traders.Commit(reports);

    internal async Task PriceAsync(string feed, string symbol, string venue, decimal price, DateTime at)
    {
        await using var command = _source.CreateCommand(
            """
            INSERT INTO latest_prices (feed, symbol, venue, price, volume, origin, event_time, source_partition, source_offset)
            VALUES ($1, $2, $3, $4, 0, 'unstated', $5, 0, 0)
            ON CONFLICT (feed, symbol, venue) DO UPDATE SET price = EXCLUDED.price, event_time = EXCLUDED.event_time
            """);
        foreach (var value in new object[] { feed, symbol, venue, price, at })
        {
            command.Parameters.AddWithValue(value);
        }

        await command.ExecuteNonQueryAsync();
    }

    internal Task<List<object?[]>> AskAsync(string sql) => _commodities.AskAsync(sql);

    private static decimal Price(Random random) => random.Next(50_000, 150_000) / 1_000m;
}
