using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Alerts.Rehearsals;
using TradeTerminal.Ingest.Alerts.Settings;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;

namespace TradeTerminal.Tests.Alerts;

public sealed class RehearsalTests(PostgresFixture postgres)
{
    private static readonly TestClock Clock = new(Market.Start.AddDays(1));

    [Fact]
    public async Task RunAsync_PriceMove_LooksAtEveryPricedFeed()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await using var store = new AlertStore(database, Clock);
        await store.ExecuteAsync(
            """
            INSERT INTO trades (trade_id, ticker, price, volume, side, executed_at, source_partition, source_offset)
            SELECT gen_random_uuid(), 'AAPL', price, 1, 'buy', at, 0, 0 FROM steps;
            INSERT INTO quotes (symbol, venue, price, bid, ask, bid_size, ask_size, volume, event_time, source_partition, source_offset)
            SELECT 'AAPL', 'NYSE', price, price, price + 1, 1, 1, 1, at, 0, 0 FROM steps;
            INSERT INTO commodity_events (kind, commodity, price, volume, position_type, quantity, entry_price, event_time, source_partition, source_offset)
            SELECT 'price_tick', 'OIL', price, 1, 'long', 0, 0, at, 0, 0 FROM steps;
            INSERT INTO commodity_events (kind, commodity, price, volume, position_type, quantity, entry_price, event_time, source_partition, source_offset)
            SELECT 'trade_marked', 'OIL', price * 2, 1, 'long', 1, 100, at, 0, 0 FROM steps;
            INSERT INTO crypto_ticks (symbol, price, volume, origin, event_time, source_partition, source_offset)
            SELECT 'BTC-USD', price, 0, 'real', at, 0, 0 FROM steps;
            INSERT INTO index_ticks (symbol, price, volume, origin, event_time, source_partition, source_offset)
            SELECT 'SP500', price, 1.5, 'unstated', at, 0, 0 FROM steps;
            """.Replace("steps", "(VALUES (100, timestamptz '2026-03-02 00:00:00Z'), (106, '2026-03-02 00:00:01Z')) AS steps(price, at)", StringComparison.Ordinal));

        var result = await RunAsync(store, new PriceMoveSettings());

        Assert.Equal((10, 5, 5), (result.Events, result.WithoutCoolDown, result.Fired));
        Assert.Equal(
            ["commodities OIL", "crypto BTC-USD", "indices SP500", "quotes AAPL", "trades AAPL"],
            result.First.Select(alert => $"{alert.Feed} {alert.Symbol}").Order());
        Assert.Distinct(result.First.Select(alert => alert.AlertId));
    }

    [Fact]
    public async Task RunAsync_CoolDown_CountsWithAndWithoutAndKeepsTheFirst20()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await using var store = new AlertStore(database, Clock);
        await store.ExecuteAsync(
            """
            INSERT INTO trades (trade_id, ticker, price, volume, side, executed_at, source_partition, source_offset)
            SELECT gen_random_uuid(), 'AAPL', 100 + 10 * (i % 2), 1, 'buy', timestamptz '2026-03-02 00:00:00Z' + i * interval '1 s', 0, 100 - i
            FROM generate_series(0, 100) i
            """);

        var result = await RunAsync(store, new PriceMoveSettings { CoolDownSeconds = 3, Enabled = false });

        Assert.Equal((101, 100, 34), (result.Events, result.WithoutCoolDown, result.Fired));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => Market.At(1 + (3 * i))), result.First.Select(alert => alert.DetectedAt));
    }

    [Fact]
    public async Task RunAsync_OtherKinds_LookAtTheirFeed()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await using var store = new AlertStore(database, Clock);
        await store.ExecuteAsync(
            """
            INSERT INTO quotes (symbol, venue, price, bid, ask, bid_size, ask_size, volume, event_time, source_partition, source_offset)
            SELECT 'AAPL', CASE i WHEN 20 THEN 'BATS' ELSE 'NYSE' END, 100, CASE i WHEN 20 THEN 103 ELSE 99 END, CASE i WHEN 20 THEN 104 ELSE 101 END,
                70000, 80000, CASE i WHEN 20 THEN 900 ELSE 100 END, timestamptz '2026-03-02 00:00:00Z' + i * interval '1 s', 0, i
            FROM generate_series(0, 20) i;
            INSERT INTO book_updates (symbol, side, price, quantity, order_type, event_time, source_partition, source_offset)
            VALUES ('AAPL', 'sell', 100, 3000, 'limit', '2026-03-02 00:00:00Z', 0, 0), ('AAPL', 'buy', 100, 8000, 'limit', '2026-03-02 00:00:01Z', 0, 1);
            INSERT INTO trader_positions (trader, symbol, size, average_price, pnl, event_time, source_partition, source_offset)
            VALUES ('TRADER_001', 'AAPL', -6000, 100, -70000, '2026-03-02 00:00:00Z', 0, 0);
            """);

        Assert.Equal(["extreme"], await SeveritiesAsync(store, new VolumeSpikeSettings()));
        Assert.Equal(["opportunity"], await SeveritiesAsync(store, new ArbitrageSettings()));
        Assert.Equal(["high"], await SeveritiesAsync(store, new OrderImbalanceSettings()));
        Assert.Equal(["daily_loss_limit", "warning"], await SeveritiesAsync(store, new RiskSettings()));
        Assert.Empty(await SeveritiesAsync(store, new RiskSettings { WarningValue = 600_000, DailyLossLimit = 70_000 }));
    }

    [Fact]
    public async Task RunAsync_OutsideTheRange_SeesNothing()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await using var store = new AlertStore(database, Clock);
        await store.ExecuteAsync(
            """
            INSERT INTO trader_positions (trader, symbol, size, average_price, pnl, event_time, source_partition, source_offset)
            VALUES ('TRADER_001', 'AAPL', 6000, 100, 0, '2026-03-01 23:59:59.999999Z', 0, 0),
                ('TRADER_001', 'AAPL', 6000, 100, 0, '2026-03-03 00:00:00Z', 0, 1);
            """);

        Assert.Equal(0, (await RunAsync(store, new RiskSettings())).Events);
    }

    [Fact]
    public async Task RunAsync_Cancelled_Stops()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await using var store = new AlertStore(database, Clock);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new Rehearsal(store.Databases).RunAsync(
            new RiskSettings(), Market.Start, Market.Start.AddDays(1), cancelled.Token));
    }

    private static Task<RehearsalResult> RunAsync(AlertStore store, RuleSettings settings) =>
        new Rehearsal(store.Databases).RunAsync(settings, Market.Start, Market.Start.AddDays(1), CancellationToken.None);

    private static async Task<IEnumerable<string>> SeveritiesAsync(AlertStore store, RuleSettings settings) =>
        (await RunAsync(store, settings)).First.Select(alert => alert.Severity.Code()).Order();
}
