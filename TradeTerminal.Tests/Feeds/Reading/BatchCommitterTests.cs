using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Writing;
using TradeTerminal.Tests.Trades;

namespace TradeTerminal.Tests.Feeds.Reading;

public sealed class BatchCommitterTests(PostgresFixture fixture)
{
    private readonly TestClock _clock = new(Judgement.Now);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(2_000)]
    public async Task Commit_OneRowTheDatabaseRefuses_IsRejectedAlone(int count)
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, _clock);
        await ingest.ExecuteAsync("ALTER TABLE trades ADD CONSTRAINT no_thirteen CHECK (volume <> 13131313)");
        ingest.Begin(0);
        using var listener = ingest.Changes.Listen();
        var trades = new RandomTrades(new Random(1), Judgement.Now) { Partitions = 1 }.Take(count);
        var bad = count * 2 / 3;
        trades[bad] = trades[bad] with { Volume = 13131313 };

        ingest.Write(trades);

        var good = trades.Where(trade => trade.Volume != 13131313).ToList();
        var announced = new List<Guid>();
        while (listener.TryTake(out var batch))
        {
            announced.AddRange(((CommittedBatch<Trade>)batch).Events.Select(trade => trade.TradeId));
        }

        Assert.Equal(good.Select(trade => trade.TradeId), announced);
        Assert.Equal(new StoredOffset(0, 0, count) { Accepted = count - 1, Rejected = 1 }, ingest.Position(0));
        Assert.Equal(ingest.Position(0), ingest.Gauge.Current.Partitions[0].Position with { BeganAt = default });
        Assert.Equal("constraint", await ingest.AskAsync<string>("SELECT reason FROM rejected"));
        Assert.Contains("no_thirteen", await ingest.AskAsync<string>("SELECT detail FROM rejected"), StringComparison.Ordinal);
        await ingest.CheckAsync(new Expected([.. announced], count, [TradeMessages.Of(trades[bad])]));
    }

    [Fact]
    public async Task Commit_SeveralRefusedAmongPoisonAndRepeats_StoresTheRest()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, _clock);
        await ingest.ExecuteAsync("ALTER TABLE trades ADD CONSTRAINT no_hundreds CHECK (volume % 100 <> 0)");
        var log = new RandomLog(new Random(2), Judgement.Now, partitions: 2);
        log.Partitions.ToList().ForEach(partition => ingest.Begin(partition));

        var messages = log.Take(2_000);
        ingest.Write(messages);

        var refused = log.Trades.Where(trade => trade.Volume % 100 == 0).ToList();
        Assert.NotEmpty(refused);
        var payloads = messages.Select(m => m.Message).Where(m => refused.Any(trade => TradeMessages.Of(trade).AsSpan().SequenceEqual(m)));
        await ingest.CheckAsync(new Expected(
            [.. log.Trades.Except(refused).Select(trade => trade.TradeId)], 2_000, [.. log.Expected.Rejected, .. payloads]));
    }

    /// <summary>A lock that nothing gives up, a deadlock, a server that ends the connection: the batch is kept.</summary>
    [Theory]
    [InlineData("40P01")]
    [InlineData("40001")]
    [InlineData("53100")]
    [InlineData("53300")]
    [InlineData("57P01")]
    [InlineData("25006")]
    public async Task Commit_PassingTrouble_IsTriedUntilItWorks(string sqlState)
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, _clock);
        await ingest.ExecuteAsync("CREATE SEQUENCE tries");
        await ingest.ExecuteAsync(
            "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF nextval('tries') < 4 THEN "
            + $"RAISE EXCEPTION 'in trouble' USING ERRCODE = '{sqlState}'; END IF; RETURN NEW; END$$");
        await ingest.ExecuteAsync("CREATE TRIGGER fail BEFORE INSERT ON candles_1m FOR EACH STATEMENT EXECUTE FUNCTION fail()");
        ingest.Begin(0);
        var trades = new RandomTrades(new Random(1), Judgement.Now) { Partitions = 1 }.Take(200);

        ingest.Write(trades);

        Assert.Equal(4L, await ingest.AskAsync<long>("SELECT last_value FROM tries"));
        Assert.Equal(FeedPhase.Running, ingest.Gauge.Current.Phase);
        await ingest.CheckAsync(new Expected([.. trades.Select(trade => trade.TradeId)], 200));
    }

    [Fact]
    public async Task Commit_BrokenSchema_ThrowsAndMovesNothing()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, _clock);
        ingest.Begin(0);
        await ingest.ExecuteAsync("ALTER TABLE candles_1m RENAME COLUMN notional TO turnover");
        var trades = new RandomTrades(new Random(1), Judgement.Now) { Partitions = 1 }.Take(200);

        var exception = Assert.ThrowsAny<Exception>(() => ingest.Write(trades));

        Assert.Equal(FailureClass.Programming, Failures.Classify(exception));
        Assert.Equal(0, ingest.Position(0).NextOffset);
        Assert.Equal(0L, await ingest.AskAsync<long>("SELECT count(*) FROM trades"));
        await ingest.ExecuteAsync("ALTER TABLE candles_1m RENAME COLUMN turnover TO notional");
        ingest.Write(trades);
        await ingest.CheckAsync(new Expected([.. trades.Select(trade => trade.TradeId)], 200));
    }
}
