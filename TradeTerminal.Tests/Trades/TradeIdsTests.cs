using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Trades;

/// <summary>An id is stored once a UTC day, at whatever time it comes again.</summary>
public sealed class TradeIdsTests(PostgresFixture fixture)
{
    private static readonly TestClock Clock = new(Judgement.Now);

    [Theory]
    [InlineData(1)]
    [InlineData(150)]
    public async Task Write_SameIdsAtOtherTimesOfTheDay_AreDuplicates(int count)
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database);
        var trades = Trades(count);

        ingest.Write([.. trades, .. Later(trades, 1, count)]);
        ingest.Write(Later(trades, 2, 2 * count));

        Assert.Equal(new StoredOffset(0, 0, 3 * count) { Accepted = count, Duplicates = 2 * count }, ingest.Position(0));
        Assert.Equal(trades.ToHashSet(), (await ingest.TradesAsync()).ToHashSet());
        await ingest.CheckAsync(new Expected(Ids(trades), 3 * count));
    }

    [Fact]
    public async Task Write_SameIdsAtOtherTimesAfterARestart_AreDuplicates()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        var trades = Trades(300);
        using (var before = Start(database))
        {
            before.Write(trades);
        }

        using var ingest = Start(database);
        ingest.Write(Later(trades, 1, 300));

        await ingest.CheckAsync(new Expected(Ids(trades), 600));
    }

    [Fact]
    public async Task Write_SameIdsAtOtherTimesThatAnotherWrote_AreDuplicates()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database);
        var trades = Trades(400);
        ingest.Write(trades[..200]);
        using var other = Start(database);
        other.Write(trades[200..]);

        Assert.Throws<FencedException>(() => ingest.Write(Later(trades, 1, 200)));
        ingest.Begin(0);
        ingest.Write(Later(trades, 1, 400));

        await ingest.CheckAsync(new Expected(Ids(trades), 800));
    }

    [Fact]
    public async Task Write_SameIdOnTheNextDay_IsAnotherTrade()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database);
        var trade = Trades(1)[0];

        ingest.Write([trade, trade with { ExecutedAt = trade.ExecutedAt.AddDays(-1), Offset = 1 }]);

        Assert.Equal(2, ingest.Position(0).Accepted);
    }

    /// <summary>What failed is written again: that its ids are known by then must not make it a repeat.</summary>
    [Fact]
    public async Task Write_AgainAfterAFailure_StoresAll()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database);
        await ingest.ExecuteAsync("ALTER TABLE candles_1m RENAME COLUMN notional TO turnover");
        var trades = Trades(300);
        Assert.ThrowsAny<Exception>(() => ingest.Write(trades));
        await ingest.ExecuteAsync("ALTER TABLE candles_1m RENAME COLUMN turnover TO notional");

        ingest.Write(trades);

        await ingest.CheckAsync(new Expected(Ids(trades), 300));
    }

    /// <summary>As versions before made them: an index by id alone.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(300)]
    public async Task Write_RepeatsIntoAPartitionOfAnEarlierVersion_AreDuplicates(int count)
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database);
        var trades = Trades(count);
        var leaf = $"trades_{Judgement.Now:yyyyMMdd}";
        await ingest.ExecuteAsync(
            $"CREATE TABLE {leaf} PARTITION OF trades FOR VALUES FROM ('{Judgement.Now:yyyy-MM-dd}') TO ('{Judgement.Now.AddDays(1):yyyy-MM-dd}'); "
            + $"CREATE UNIQUE INDEX {leaf}_id ON {leaf} (trade_id)");

        ingest.Write(trades);
        ingest.Write(Later(trades, 1, count));
        ingest.Write(trades.Select(trade => trade with { Offset = trade.Offset + (2 * count) }));

        Assert.Equal(leaf, await ingest.AskAsync<string>("SELECT DISTINCT tableoid::regclass::text FROM trades"));
        await ingest.CheckAsync(new Expected(Ids(trades), 3 * count));
    }

    /// <summary>A COPY that fails leaves its rows behind as dead ones.</summary>
    [Fact]
    public async Task Write_ARepeatInEveryBatch_WritesNoRowTwice()
    {
        var trades = Trades(4_000);
        var (clean, repeats) = (await PagesAsync(trades, repeat: false), await PagesAsync(trades, repeat: true));

        Assert.InRange(repeats, 1, clean * 1.2);
    }

    [Fact]
    public async Task New_MoreIdsThanAreHeld_AreLeftToTheDatabase()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database);
        var trades = Trades(20);
        ingest.Write(trades);
        var (enough, few) = (new TradeIds(new TradesFeed().Table, 20), new TradeIds(new TradesFeed().Table, 19));

        Assert.Empty(New(ingest, enough, trades));
        New(ingest, few, trades);
        Assert.Equal(20, New(ingest, few, trades).Count);
    }

    private static List<Trade> New(TestIngest ingest, TradeIds ids, Trade[] trades)
    {
        using var context = ingest.Databases.CreateDbContext();
        using var transaction = context.Database.BeginTransaction();
        return ids.New(
            new FeedTransaction(ingest.Key, (NpgsqlConnection)context.Database.GetDbConnection(),
                (NpgsqlTransaction)transaction.GetDbTransaction()),
            [.. trades]);
    }

    private async Task<long> PagesAsync(Trade[] trades, bool repeat)
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database);
        var offset = 0L;
        foreach (var batch in trades.Chunk(400))
        {
            IEnumerable<Trade> sent = repeat ? [.. batch, trades[0]] : batch;
            ingest.Write([.. sent.Select(trade => trade with { Offset = offset++ })]);
        }

        Assert.Equal(trades.Length, ingest.Position(0).Accepted);
        return await ingest.AskAsync<long>($"SELECT pg_relation_size('trades_{Judgement.Now:yyyyMMdd}')");
    }

    private static TestIngest Start(TestDatabase database)
    {
        var ingest = new TestIngest(database.ConnectionString, Clock);
        ingest.Begin(0);
        return ingest;
    }

    private static Trade[] Trades(int count) =>
        [.. new RandomTrades(new Random(5), Judgement.Now) { Partitions = 1, Span = TimeSpan.FromSeconds(5) }.Take(count)];

    private static List<Trade> Later(IEnumerable<Trade> trades, int seconds, int offset) =>
        [.. trades.Select((trade, i) => trade with { ExecutedAt = trade.ExecutedAt.AddSeconds(seconds), Price = 7, Offset = offset + i })];

    private static List<Guid> Ids(IEnumerable<Trade> trades) => [.. trades.Select(trade => trade.TradeId)];
}
