using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Trades;

/// <summary>On the real PostgreSQL; sizes on both sides of where the writer changes from INSERT to COPY.</summary>
public sealed class TradeWriterTests(PostgresFixture fixture)
{
    private static readonly TestClock Clock = new(Judgement.Now);

    [Theory]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(2_000)]
    public async Task Write_NewTrades_StoresEveryColumnAndAnnouncesThem(int count)
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database, 1);
        using var listener = ingest.Changes.Listen();
        var trades = Trades(1).Take(count);

        ingest.Write(trades);

        Assert.Equal(trades.ToHashSet(), (await ingest.TradesAsync()).ToHashSet());
        Assert.True(listener.TryTake(out var announced));
        Assert.Equal(trades, ((CommittedBatch<Trade>)announced).Events);
        Assert.Equal(new StoredOffset(0, 0, count) { Accepted = count }, ingest.Position(0));
        Assert.Equal(ingest.Position(0), ingest.Gauge.Current.Partitions[0].Position with { BeganAt = default });
        await ingest.CheckAsync(new Expected(Ids(trades), count));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(300)]
    public async Task Write_RepeatsWithinTheBatch_KeepsOneOfEach(int count)
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database, 1);
        using var listener = ingest.Changes.Listen();
        var trades = Trades(1).Take(count);
        var twice = trades.Concat(trades).Select((trade, i) => trade with { Offset = i }).ToList();

        ingest.Write(twice);

        Assert.True(listener.TryTake(out var announced));
        Assert.Equal(twice[..count], ((CommittedBatch<Trade>)announced).Events);
        Assert.Equal(new StoredOffset(0, 0, 2 * count) { Accepted = count, Duplicates = count }, ingest.Position(0));
        await ingest.CheckAsync(new Expected(Ids(trades), 2 * count));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(300)]
    public async Task Write_RepeatsAcrossBatchesAndPartitions_ChangesNothing(int count)
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database, 2);
        using var listener = ingest.Changes.Listen();
        var trades = Trades(1).Take(count);
        ingest.Write(trades);
        var before = await ingest.AskAsync<string>("SELECT string_agg(c::text, ',' ORDER BY ticker, bucket) FROM candles_1m c");

        ingest.Write(trades.Select(trade => trade with { Offset = trade.Offset + count }));
        ingest.Write(trades.Select(trade => trade with { Partition = 1 }));

        Assert.Equal(before, await ingest.AskAsync<string>("SELECT string_agg(c::text, ',' ORDER BY ticker, bucket) FROM candles_1m c"));
        Assert.Equal([count, 0, 0], Announced(listener).Select(batch => batch.Events.Count));
        Assert.Equal(new StoredOffset(0, 0, 2 * count) { Accepted = count, Duplicates = count }, ingest.Position(0));
        Assert.Equal(new StoredOffset(1, 0, count) { Duplicates = count }, ingest.Position(1));
        await ingest.CheckAsync(new Expected(Ids(trades), 3 * count));
    }

    [Fact]
    public async Task Write_AFewRepeatsInALargeBatch_StoresTheRest()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database, 1);
        var trades = Trades(1).Take(3_000);
        ingest.Write(trades[..1_000]);
        ingest.Write([.. trades[1_000..2_000], trades[5] with { Offset = 2_000 }]);
        ingest.Write(trades[2_000..].Select(trade => trade with { Offset = trade.Offset + 1 }));

        Assert.Equal(new StoredOffset(0, 0, 3_001) { Accepted = 3_000, Duplicates = 1 }, ingest.Position(0));
        await ingest.CheckAsync(new Expected(Ids(trades), 3_001));
    }

    [Fact]
    public async Task Write_OffsetsThatAreMissing_AreCountedAsSkipped()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database, 1);
        var trades = Trades(1).Take(10).Select(trade => trade with { Offset = 5 + (trade.Offset * 3) }).ToList();

        ingest.Write(trades);

        Assert.Equal(new StoredOffset(0, 0, 33) { Accepted = 10, Skipped = 23 }, ingest.Position(0));
        await ingest.CheckAsync(new Expected(Ids(trades), 10));
    }

    [Fact]
    public async Task Write_OffsetsMovedByAnother_WritesNothing()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database, 2);
        using var zombie = Start(database, 2);
        using var listener = zombie.Changes.Listen();
        var trades = Trades(2).Take(500);
        ingest.Write(trades[..200].Where(trade => trade.Partition == 1));
        var expected = trades[..200].Count(trade => trade.Partition == 1);

        Assert.Throws<FencedException>(() => zombie.Write([.. trades.Select(TradeMessage), (0, 9_000, [1]), (1, 9_000, [2])]));
        Assert.Throws<FencedException>(() => zombie.Write(trades[200..].Where(trade => trade.Partition == 1)));
        Assert.Throws<FencedException>(() => zombie.Write(1, [1, 2, 3]));

        Assert.False(listener.TryTake(out _));
        Assert.Equal(0, zombie.Position(0).NextOffset);
        await ingest.CheckAsync(new Expected(Ids([.. trades[..200].Where(trade => trade.Partition == 1)]), expected));
    }

    [Fact]
    public async Task Write_UnknownPartition_IsFenced()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database, 1);
        await ingest.ExecuteAsync("DELETE FROM feed_offsets");

        Assert.Throws<FencedException>(() => ingest.Write(Trades(1).Take(3)));

        await ingest.CheckAsync(new Expected([], 0));
    }

    private static TestIngest Start(TestDatabase database, int partitions)
    {
        var ingest = new TestIngest(database.ConnectionString, Clock);
        for (var partition = 0; partition < partitions; partition++)
        {
            ingest.Begin(partition);
        }

        return ingest;
    }

    private static List<CommittedBatch<Trade>> Announced(ChangeListener listener)
    {
        var announced = new List<CommittedBatch<Trade>>();
        while (listener.TryTake(out var batch))
        {
            announced.Add((CommittedBatch<Trade>)batch);
        }

        return announced;
    }

    private static RandomTrades Trades(int partitions) => new(new Random(7), Judgement.Now) { Partitions = partitions };

    private static (int, long, byte[]?) TradeMessage(Trade trade) => (trade.Partition, trade.Offset, TradeMessages.Of(trade));

    private static List<Guid> Ids(IEnumerable<Trade> trades) => [.. trades.Select(trade => trade.TradeId)];
}
