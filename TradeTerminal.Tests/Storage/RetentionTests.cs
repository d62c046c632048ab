using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Ticks;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Storage;

public sealed class RetentionTests(PostgresFixture fixture)
{
    private const int Days = 10;
    private static readonly DateTime Now = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly TestClock _clock = new(Now);

    [Fact]
    public async Task RunAsync_ByDay_DropsExactlyWhatIsTooOld()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database);
        ingest.Write(Trades(0, 1, Days - 1, Days, Days + 1, 400));
        ingest.Write(0, [1], [2]);

        await RunAsync(ingest);
        Assert.Equal([0, 1, Days - 1, Days], await DaysLeftAsync(ingest));
        Assert.Equal(4L, await ingest.AskAsync<long>("SELECT count(*) FROM candles_1m"));
        Assert.Equal(2L, await ingest.AskAsync<long>("SELECT count(*) FROM rejected"));

        _clock.Advance(TimeSpan.FromDays(1));
        await RunAsync(ingest);
        Assert.Equal([0, 1, Days - 1], await DaysLeftAsync(ingest));
        Assert.Equal(3L, await ingest.AskAsync<long>("SELECT count(*) FROM candles_1m"));

        _clock.Advance(TimeSpan.FromDays(Days));
        await RunAsync(ingest);
        await RunAsync(ingest);
        await RunAsync(ingest);
        Assert.Empty(await DaysLeftAsync(ingest));
        Assert.Equal(0L, await ingest.AskAsync<long>("SELECT count(*) FROM candles_1m"));
        Assert.Equal(0L, await ingest.AskAsync<long>("SELECT count(*) FROM rejected"));
        Assert.Equal(8, ingest.Position(0).NextOffset);

        // Of the partitions of their days and of the row without one.
        Assert.Equal(6L, await ingest.AskAsync<long>("SELECT sum(events)::bigint FROM dropped_days WHERE feed = 'trades'"));
        Assert.Equal(
            ["2025-01-25 1", "2026-02-18 1", "2026-02-19 1", "2026-02-20 1", "2026-02-28 1", "2026-03-01 1"],
            await ingest.AskAsync<string[]>("SELECT array_agg(day || ' ' || events ORDER BY day) FROM dropped_days"));
    }

    [Fact]
    public async Task RunAsync_WithinTheDay_LeavesWhatAReplayBroughtIn()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database);
        await RunAsync(ingest);
        ingest.Write(Trades(0, 400));

        await RunAsync(ingest);

        Assert.Equal([0, 400], await DaysLeftAsync(ingest));
        Assert.Equal(2L, await ingest.AskAsync<long>("SELECT count(*) FROM candles_1m"));
    }

    [Fact]
    public async Task RunAsync_LateTradeOfADroppedDay_IsStillTaken()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database);
        ingest.Write(Trades(Days));
        _clock.Advance(TimeSpan.FromDays(2));
        await RunAsync(ingest);

        var late = Trades(Days)[0] with { Offset = 1 };
        ingest.Write([late]);

        Assert.Equal(late.TradeId, Assert.Single(await ingest.TradesAsync()).TradeId);
    }

    [Fact]
    public async Task RunAsync_CandlesOfOtherFeeds_DropsThemWithTheirDay()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database);
        using var prices = new TestPrices(database.ConnectionString);
        prices.Write(PricedFeeds.Indices, new[] { 0, Days, Days + 1, 400 }.Select((days, i) =>
            new Tick("SP500", 6_000, 1, PriceOrigin.Unstated, null, Now.AddDays(-days), 0, i)));

        await RunAsync(ingest);

        Assert.Equal(2L, await ingest.AskAsync<long>("SELECT count(*) FROM feed_candles_1m"));
        Assert.Equal(2L, await ingest.AskAsync<long>("SELECT count(*) FROM index_ticks"));
    }

    /// <summary>What was held when the kept days began is what the oldest of them starts with.</summary>
    [Fact]
    public async Task RunAsync_HoldingsOfTraders_KeepsTheNewestOfBefore()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database);
        await ingest.ExecuteAsync(
            """
            INSERT INTO trader_book_5m (trader, symbol, bucket, size, average_price, pnl, realized, event_time, source_partition, source_offset)
            SELECT trader, 'AAPL', at, 1, 1, 0, 0, at, 0, 0
            FROM unnest(ARRAY['A', 'B']) trader, unnest(ARRAY['2026-01-01Z', '2026-01-02Z', '2026-02-27Z']::timestamptz[]) at
            WHERE (trader, at) <> ('B', '2026-02-27Z')
            """);
        ingest.Write(Trades(0));

        await RunAsync(ingest);

        Assert.Equal(
            ["A 2026-01-02", "A 2026-02-27", "B 2026-01-02"],
            await ingest.AskAsync<string[]>("SELECT array_agg(trader || ' ' || (bucket AT TIME ZONE 'UTC')::date ORDER BY trader, bucket) FROM trader_book_5m"));
    }

    [Fact]
    public async Task RunAsync_NotRunningAtMidnight_DeletesAtTheNextStart()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database);
        await RunAsync(ingest);
        ingest.Write(Trades(0, 400));
        _clock.Advance(TimeSpan.FromDays(3));

        await RunAsync(ingest);

        Assert.Equal([0], await DaysLeftAsync(ingest));
        Assert.Equal(1L, await ingest.AskAsync<long>("SELECT count(*) FROM candles_1m"));
    }

    /// <summary>A machine comes up a year ahead: there is time to see and correct it before more than a day is gone.</summary>
    [Fact]
    public async Task RunAsync_ClockFarAheadOfEveryEvent_DropsADayAPassWithItsRows()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database);
        ingest.Write(Trades(0, 1, 2, 3, 4));
        _clock.Advance(TimeSpan.FromDays(200));

        await RunAsync(ingest);
        Assert.Equal([0, 1, 2, 3], await DaysLeftAsync(ingest));
        Assert.Equal(4L, await ingest.AskAsync<long>("SELECT count(*) FROM candles_1m"));

        await RunAsync(ingest);
        Assert.Equal([0, 1, 2], await DaysLeftAsync(ingest));
        Assert.Equal(3L, await ingest.AskAsync<long>("SELECT count(*) FROM candles_1m"));
    }

    [Fact]
    public async Task RunAsync_ManyDaysAtOnce_AreDroppedThreeAPassOldestFirst()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database);
        ingest.Write(Trades(5, 6, 7, 8, 9));
        _clock.Advance(TimeSpan.FromDays(9));
        ingest.Write(Trades(0).Select(trade => trade with { Offset = 5 }));

        await RunAsync(ingest);
        Assert.Equal([0, 5, 6], await DaysLeftAsync(ingest));
        Assert.Equal(3L, await ingest.AskAsync<long>("SELECT count(*) FROM candles_1m"));

        await RunAsync(ingest);
        Assert.Equal([0], await DaysLeftAsync(ingest));
    }

    /// <summary>The clock is ahead of the database's, which is that of this machine.</summary>
    [Fact]
    public async Task RunAsync_OurClockAhead_TheDatabasesCounts()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        var clock = new TestClock(DateTime.UtcNow);
        using var ingest = new TestIngest(database.ConnectionString, clock, new StorageOptions { RetentionDays = Days });
        ingest.Begin(0);
        ingest.Write(Trades(0).Select(trade => trade with { ExecutedAt = DateTime.UtcNow }));
        clock.Advance(TimeSpan.FromDays(365));

        using var startup = new DatabaseStartup(ingest.Databases, NullLogger<DatabaseStartup>.Instance);
        using var retention = new Retention(ingest.Databases, startup, ingest.Days, clock, NullLogger<Retention>.Instance);
        await retention.RunAsync(TestContext.Current.CancellationToken);

        Assert.Single(await ingest.TradesAsync());
        Assert.Equal(1L, await ingest.AskAsync<long>("SELECT count(*) FROM candles_1m"));
    }

    private TestIngest Start(TestDatabase database)
    {
        var ingest = new TestIngest(database.ConnectionString, _clock, new StorageOptions { RetentionDays = Days });
        ingest.Begin(0);
        return ingest;
    }

    private Task RunAsync(TestIngest ingest)
    {
        using var startup = new DatabaseStartup(ingest.Databases, NullLogger<DatabaseStartup>.Instance);
        using var retention = new Retention(ingest.Databases, startup, ingest.Days, _clock, NullLogger<Retention>.Instance);
        return retention.RunAsync(TestContext.Current.CancellationToken);
    }

    private static List<Trade> Trades(params int[] daysAgo) =>
        [.. daysAgo.Select((days, i) => new Trade(Guid.NewGuid(), "AAPL", 1.5m, 10, Side.Buy, Now.AddDays(-days), 0, i))];

    private static async Task<IEnumerable<int>> DaysLeftAsync(TestIngest ingest) =>
        (await ingest.TradesAsync()).Select(trade => (int)(Now - trade.ExecutedAt).TotalDays).Order();
}
