using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Alerts.Levels;
using TradeTerminal.Ingest.Alerts.Settings;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;

namespace TradeTerminal.Tests.Alerts.Levels;

public sealed class LevelBookTests(PostgresFixture postgres)
{
    private static readonly TestClock Clock = new(Market.Start.AddDays(1));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Apply_PriceThatReachesALevel_FiresOnceOverRollbackAndRestart()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await using var store = new AlertStore(database, Clock);
        var level = TestLevel.Of("AAPL", 101, LevelDirection.Above);
        Assert.Null(await store.Levels.SetAsync(level, Stop));
        var fold = store.NewFold(new TradeRules());
        Assert.Empty(await store.ApplyAsync(fold, [Market.Trade(0, 100)]));

        await store.ApplyAsync(fold, [Market.Trade(1, 102)], commit: false);
        Assert.Equal(["0"], await store.AskAsync("SELECT count(*) FROM alerts"));
        var alert = Assert.Single(await store.ApplyAsync(fold, [Market.Trade(1, 102).At(0, 1)]));
        Assert.Empty(await store.ApplyAsync(store.NewFold(new TradeRules()), [Market.Trade(2, 100), Market.Trade(3, 103).At(0, 3)]));
        await store.Levels.RefreshAsync(Stop);
        Assert.Empty(await store.ApplyAsync(fold, [Market.Trade(4, 100), Market.Trade(5, 103).At(0, 5)]));

        Assert.Equal((AlertKind.Level, Severity.Reached), (alert.Kind, alert.Severity));
        Assert.Equal([$"{Market.At(1)} 1"], await store.AskAsync("SELECT fired_at, fired FROM levels"));
        var fired = Assert.Single(store.Levels.Current.All);
        Assert.True(fired.IsSpent);
        Assert.Empty(store.Levels.Current.Armed("trades", "AAPL"));
    }

    [Fact]
    public async Task Set_LevelThatHasFired_IsArmedAnew()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await using var store = new AlertStore(database, Clock);
        var level = TestLevel.Of("AAPL", 101, LevelDirection.Above);
        await store.Levels.SetAsync(level, Stop);
        var fold = store.NewFold(new TradeRules());
        Assert.Single(await store.ApplyAsync(fold, [Market.Trade(0, 102)]));

        await store.Levels.SetAsync(level with { Price = 103, ArmedAt = Market.At(1), FiredAt = null }, Stop);

        Assert.Empty(await store.ApplyAsync(fold, [Market.Trade(1, 102).At(0, 1)]));
        Assert.Single(await store.ApplyAsync(fold, [Market.Trade(2, 104).At(0, 2)]));
        Assert.Equal(["2"], await store.AskAsync("SELECT fired FROM levels"));
    }

    [Fact]
    public async Task Set_ByAnotherTerminal_AppliesOnceRead()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await using var store = new AlertStore(database, Clock);
        using var other = new LevelBook(store.Databases, Clock);
        var fold = store.NewFold(new TradeRules());
        await store.ApplyAsync(fold, [Market.Trade(0, 100)]);
        var level = TestLevel.Of("AAPL", 101, LevelDirection.Crosses, Repeat.Every) with { Note = "n", Sound = "chime", ExpiresAt = Market.At(1_000_000) };

        await other.SetAsync(level, Stop);
        await store.Levels.RefreshAsync(Stop);

        Assert.Equal(level, Assert.Single(store.Levels.Current.All));
        Assert.Single(await store.ApplyAsync(fold, [Market.Trade(1, 102).At(0, 1)]));
        Assert.True(await store.Levels.RemoveAsync(level.LevelId, Stop));
        Assert.False(await store.Levels.RemoveAsync(level.LevelId, Stop));
        Assert.Equal(["1"], await store.AskAsync("SELECT count(*) FROM alerts"));
    }

    [Fact]
    public async Task Set_MoreOfASymbolThanThereIsRoomFor_SaysSo()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await using var store = new AlertStore(database, Clock);
        for (var i = 1; i <= LevelBook.MostOfSymbol; i++)
        {
            Assert.Null(await store.Levels.SetAsync(TestLevel.Of("AAPL", i), Stop));
        }

        Assert.Contains("50 levels already", await store.Levels.SetAsync(TestLevel.Of("AAPL", 51), Stop));
        Assert.Null(await store.Levels.SetAsync(TestLevel.Of("MSFT", 51), Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => store.Levels.SetAsync(TestLevel.Of("MSFT", 0.1234567890123456789m), Stop));
    }
}
