using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Commodities;

public sealed class CommodityFoldTests(PostgresFixture fixture) : IAsyncLifetime
{
    private const string Rows =
        """
        SELECT trade_id, commodity, position_type, quantity, entry_price, opened_at, status, closed_at, close_price, realized,
            source_partition, source_offset
        FROM commodity_positions ORDER BY trade_id COLLATE "C"
        """;

    private const string Days =
        """
        SELECT commodity, (closed_at AT TIME ZONE 'UTC')::date AS day, count(*), sum(realized) FROM commodity_positions
        WHERE status = 'closed' GROUP BY 1, 2 ORDER BY 1, 2
        """;

    private const string DaysKept = "SELECT * FROM commodity_days WHERE closed_count > 0 ORDER BY 1, 2";

    private static readonly DateTime Noon = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    private TestDatabase _database = null!;
    private FoldRun<CommodityEvent> _run = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await fixture.CreateTerminalDatabaseAsync();
        _run = new FoldRun<CommodityEvent>(_database.ConnectionString, new CommodityFold());
    }

    public async ValueTask DisposeAsync()
    {
        await _run.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>Repeats, contradictions, disorder, partitions at odds, batches of any size: always the rule, applied to all at
    /// once.</summary>
    [Fact]
    public async Task Apply_AnyOrderAndBatches_EqualsTheRuleOverAllEvents()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        for (var run = 0; run < 12; run++)
        {
            var random = new Random(seed + run);
            var events = Events(random, 300);
            for (var order = 0; order < 2; order++)
            {
                await _run.ExecuteAsync("TRUNCATE commodity_positions, commodity_days");
                foreach (var batch in Batches.Split(random, events))
                {
                    _run.Commit(batch);
                }

                Assert.Equal(Expected(events), await _run.AskAsync(Rows));
                Assert.Equal(await _run.AskAsync(Days), await _run.AskAsync(DaysKept));
                random.Shuffle(events);
            }
        }
    }

    [Fact]
    public async Task Apply_OpenMarkClose_RealizesAtTheClosePrice()
    {
        _run.Commit([Open("1", 100, 101.5m), Mark("1", 105)]);
        Assert.Equal([["open", null]], await StateAsync());

        _run.Commit([Mark("1", 90), Close("1", 103.25m)]);

        Assert.Equal([["closed", 175.00m]], await StateAsync());
    }

    [Fact]
    public async Task Apply_Repeats_OpenAndCloseOnce()
    {
        _run.Commit([Open("1", 100, 100), Open("1", 999, 50, minute: 1)]);
        _run.Commit([Open("1", 999, 50, minute: 2), Close("1", 101, minute: 3)]);
        _run.Commit([Close("1", 200, minute: 4), Open("1", 999, 50, minute: 5), Close("1", 300, minute: 6)]);

        Assert.Equal([["closed", 100.00m]], await StateAsync());
        Assert.Equal([[100m, 101m]], await _run.AskAsync("SELECT quantity, close_price FROM commodity_positions"));
    }

    [Fact]
    public async Task Apply_CloseBeforeOpen_IsClosedAndTakesItsTermsFromTheOpening()
    {
        _run.Commit([Close("1", 110, minute: 9) with { Quantity = 7, EntryPrice = 100 }]);
        Assert.Equal([["closed", 70.00m]], await StateAsync());

        _run.Commit([Open("1", 10, 105)]);

        Assert.Equal([["closed", 50.00m]], await StateAsync());
        Assert.Equal([[Noon]], await _run.AskAsync("SELECT opened_at FROM commodity_positions"));
    }

    [Fact]
    public async Task Apply_MarkOrTickOfAnUnknownTrade_OpensNothing()
    {
        _run.Commit([Mark("1", 105), Open("2", 1, 1) with { Kind = CommodityEventKind.PriceTick, TradeId = null }]);

        Assert.Empty(await StateAsync());
    }

    private Task<List<object?[]>> StateAsync() => _run.AskAsync("SELECT status, realized FROM commodity_positions");

    private static CommodityEvent Open(string id, decimal quantity, decimal entry, int minute = 0) => new(
        CommodityEventKind.TradeOpened, "OIL", entry, 0, id, PositionType.Long,
        quantity, entry, null, null, null, Noon.AddMinutes(minute), 0, minute);

    private static CommodityEvent Mark(string id, decimal price) =>
        Open(id, 100, 100) with { Kind = CommodityEventKind.TradeMarked, Price = price };

    private static CommodityEvent Close(string id, decimal price, int minute = 1) =>
        Open(id, 100, 100, minute) with { Kind = CommodityEventKind.TradeClosed, ClosePrice = price };

    private static CommodityEvent[] Events(Random random, int count) => [.. Enumerable.Range(0, count).Select(offset =>
    {
        var kind = (CommodityEventKind)random.Next(1, 4);
        return new CommodityEvent(
            kind, random.Next(4) == 0 ? "GOLD" : "OIL", Price(random), 0, $"T{random.Next(40)}", (PositionType)random.Next(2),
            random.Next(1, 1_000) / 8m, Price(random), kind == CommodityEventKind.TradeClosed ? Price(random) : null, null, null,
            Noon.AddHours(random.Next(20)), random.Next(3), offset);
    })];

    private static decimal Price(Random random) => random.Next(50_000, 150_000) / 1_000m;

    /// <summary>The slow way: all events of a trade, sorted.</summary>
    private static List<object?[]> Expected(IEnumerable<CommodityEvent> events) => [.. events
        .Where(step => step.Kind != CommodityEventKind.TradeMarked)
        .GroupBy(step => step.TradeId!)
        .OrderBy(trade => trade.Key, StringComparer.Ordinal)
        .Select(trade =>
        {
            var openings = trade.Where(step => step.Kind == CommodityEventKind.TradeOpened)
                .OrderBy(step => step.EventTime).ThenBy(step => step.Partition).ThenBy(step => step.Offset).ToList();
            var closings = trade.Where(step => step.Kind == CommodityEventKind.TradeClosed)
                .OrderBy(step => step.EventTime).ThenBy(step => step.ClosePrice)
                    .ThenBy(step => step.Partition).ThenBy(step => step.Offset).ToList();
            var terms = openings.Count > 0 ? openings[0] : closings[0];
            var gain = closings.Count == 0 ? (decimal?)null
                : terms.PositionType == PositionType.Long ? closings[0].ClosePrice - terms.EntryPrice : terms.EntryPrice - closings[0].ClosePrice;
            return new object?[]
            {
                trade.Key, terms.Commodity, terms.PositionType == PositionType.Long ? "long" : "short", terms.Quantity, terms.EntryPrice,
                openings.Count > 0 ? openings[0].EventTime : null, closings.Count > 0 ? "closed" : "open",
                closings.Count > 0 ? closings[0].EventTime : null, closings.Count > 0 ? closings[0].ClosePrice : null,
                gain is { } each ? Math.Round(each * terms.Quantity, 2, MidpointRounding.AwayFromZero) : null,
                terms.Partition, terms.Offset,
            };
        })];
}
