using Npgsql;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Storage;

public sealed class DayPartitionsTests(PostgresFixture fixture)
{
    private static readonly DateTime Now = new(2026, 3, 1, 23, 58, 0, DateTimeKind.Utc);

    private readonly TestClock _clock = new(Now);

    [Fact]
    public async Task Ensure_TradesOfManyDays_EachGoesToItsDay()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database);
        var trades = Trades(Now, Now.AddMinutes(3), Now.AddDays(-1),
            Now.AddDays(-10).Date, Now.AddDays(-10).Date.AddTicks(-10), DateTime.UnixEpoch);

        ingest.Write(trades);

        Assert.Equal(
            "trades_20260219:1 trades_20260228:1 trades_20260301:1 trades_20260302:1 trades_older:2", await PlacesAsync(ingest));
        await ingest.CheckAsync(new Expected([.. trades.Select(trade => trade.TradeId)], trades.Count));
    }

    [Fact]
    public async Task Ensure_RepeatsOfEveryAge_AreStoredOnce()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database);
        var trades = Trades(Now, Now.AddDays(-1), Now.AddDays(-400));
        ingest.Write(trades);

        ingest.Write(trades.Select((trade, i) => trade with { Offset = 3 + i }));

        await ingest.CheckAsync(new Expected([.. trades.Select(trade => trade.TradeId)], 6));
    }

    /// <summary>The day's first events came when it was beyond retention, and retention is longer now.</summary>
    [Fact]
    public async Task Ensure_DayAlreadyAmongTheOlder_StaysThere()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        var trades = Trades(Now.AddDays(-50), Now.AddDays(-50).AddSeconds(1), Now.AddDays(-51));
        using (var before = Start(database))
        {
            before.Write(trades[..1]);
        }

        using var ingest = Start(database, retentionDays: 90);
        ingest.Write([trades[0] with { Offset = 1 }, trades[1] with { Offset = 2 }, trades[2] with { Offset = 3 }]);

        Assert.Equal("trades_20260109:1 trades_older:2", await PlacesAsync(ingest));
        await ingest.CheckAsync(new Expected([.. trades.Select(trade => trade.TradeId)], 4));
    }

    [Fact]
    public async Task Ensure_SameIdOnTwoDaysBeyondRetention_AreTwoTrades()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database);
        var trades = Trades(Now.AddDays(-50), Now.AddDays(-51));

        ingest.Write([trades[0], trades[1] with { TradeId = trades[0].TradeId }]);
        ingest.Write([trades[0] with { Offset = 2 }]);

        Assert.Equal("trades_older:2", await PlacesAsync(ingest));
        Assert.Equal(1, ingest.Position(0).Duplicates);
    }

    [Fact]
    public async Task EnsureTomorrow_Today_IsReadyBeforeItsFirstEvent()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database);

        ingest.Days.EnsureTomorrow(new TradesFeed().Table);

        Assert.True(await ingest.AskAsync<bool>("SELECT to_regclass('trades_20260302') IS NOT NULL"));
    }

    [Fact]
    public async Task Ensure_SeveralWorkersAtMidnight_AllGoOn()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        var trades = Enumerable.Range(0, 6)
            .Select(i => new Trade(Guid.NewGuid(), "AAPL", 1, 1, Side.Buy, Now.AddMinutes(3), i, 0)).ToList();

        await Task.WhenAll(trades.Select(trade => Task.Run(() =>
        {
            using var worker = new TestIngest(database.ConnectionString, _clock);
            worker.Begin(trade.Partition);
            worker.Write([trade]);
        })));

        using var ingest = Start(database);
        Assert.Equal("trades_20260302:6", await PlacesAsync(ingest));
        await ingest.CheckAsync(new Expected([.. trades.Select(trade => trade.TradeId)], 6));
    }

    [Fact]
    public async Task Ensure_OldDayWhileSomebodyReads_NothingWaitsForIt()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database);
        var trades = Trades(Now, Now.AddDays(-3), Now.AddSeconds(-1));
        ingest.Write(trades[..1]);
        await using var reader = await ReadAsync(database);

        await Task.Run(() => ingest.Write(trades[1..]), TestContext.Current.CancellationToken)
            .WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.Equal("trades_20260301:2 trades_older:1", await PlacesAsync(ingest));
        ingest.Write(trades.Select((trade, i) => trade with { Offset = 3 + i }));
        await ingest.CheckAsync(new Expected([.. trades.Select(trade => trade.TradeId)], 6));
    }

    [Fact]
    public async Task EnsureHorizon_NewDatabase_MakesAllDaysSoThatAnOldEventMakesNone()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database);

        ingest.Days.EnsureHorizon(new TradesFeed().Table, TestContext.Current.CancellationToken);

        Assert.Equal(12L, await ingest.AskAsync<long>(Partitions));
        await using var reader = await ReadAsync(database);
        ingest.Write(Trades(Now, Now.AddDays(-10), Now.AddDays(-3), Now.AddDays(-11)));
        Assert.Equal("trades_20260219:1 trades_20260226:1 trades_20260301:1 trades_older:1", await PlacesAsync(ingest));
    }

    [Fact]
    public async Task EnsureHorizon_SomebodyReads_StopsAndGoesOnTheNextTime()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database);
        await using (await ReadAsync(database))
        {
            ingest.Days.EnsureHorizon(new TradesFeed().Table, TestContext.Current.CancellationToken);
            Assert.Equal(0L, await ingest.AskAsync<long>(Partitions));
        }

        ingest.Days.EnsureHorizon(new TradesFeed().Table, TestContext.Current.CancellationToken);

        Assert.Equal(12L, await ingest.AskAsync<long>(Partitions));
    }

    /// <summary>A partition of a later day then needs no search of the default one.</summary>
    [Fact]
    public async Task EnsureHorizon_DayAfterDay_TellsTheDefaultPartitionWhereItEnds()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database);
        ingest.Write(Trades(DateTime.UnixEpoch));

        ingest.Days.EnsureHorizon(new TradesFeed().Table, TestContext.Current.CancellationToken);
        Assert.Equal("trades_older_before_20260303 true", await ingest.AskAsync<string>(Ends));
        _clock.Advance(TimeSpan.FromDays(1));
        ingest.Days.EnsureHorizon(new TradesFeed().Table, TestContext.Current.CancellationToken);

        Assert.Equal("trades_older_before_20260304 true", await ingest.AskAsync<string>(Ends));
        Assert.Equal(13L, await ingest.AskAsync<long>(Partitions));
        ingest.Write(Trades(Now, Now.AddDays(1).AddMinutes(1)).Select(trade => trade with { Offset = trade.Offset + 1 }));
        Assert.Equal("trades_20260301:1 trades_20260302:1 trades_older:1", await PlacesAsync(ingest));
    }

    /// <summary>A clock was ahead, and what came then is in the way of the bound.</summary>
    [Fact]
    public async Task EnsureHorizon_DefaultPartitionHoldsLaterEvents_LeavesItUnbounded()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database);
        await ingest.ExecuteAsync(
            "INSERT INTO trades VALUES (gen_random_uuid(), '2027-01-01T00:00:00Z', 0, 1, 0, 'AAPL', 1, 'buy')");

        ingest.Days.EnsureHorizon(new TradesFeed().Table, TestContext.Current.CancellationToken);

        Assert.Equal("", await ingest.AskAsync<string>(Ends));
    }

    private const string Partitions = "SELECT count(*) FROM pg_inherits WHERE inhparent = 'trades'::regclass AND inhrelid <> 'trades_older'::regclass";

    private const string Ends =
        "SELECT coalesce(string_agg(conname || ' ' || convalidated, ' '), '') FROM pg_constraint WHERE conrelid = 'trades_older'::regclass AND contype = 'c'";

    /// <summary>A transaction that has read the table and stays open.</summary>
    private static async Task<NpgsqlConnection> ReadAsync(TestDatabase database)
    {
        var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("BEGIN; SELECT count(*) FROM trades", connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    private TestIngest Start(TestDatabase database, int retentionDays = 10)
    {
        var ingest = new TestIngest(database.ConnectionString, _clock, new StorageOptions { RetentionDays = retentionDays });
        ingest.Begin(0);
        return ingest;
    }

    private static List<Trade> Trades(params DateTime[] times) =>
        [.. times.Select((at, i) => new Trade(Guid.NewGuid(), "AAPL", 1.5m, 10, Side.Buy, at, 0, i))];

    private static Task<string> PlacesAsync(TestIngest ingest) => ingest.AskAsync<string>(
        """
        SELECT string_agg(name || ':' || count, ' ' ORDER BY name)
        FROM (SELECT tableoid::regclass::text AS name, count(*) FROM trades GROUP BY 1) places
        """);
}
