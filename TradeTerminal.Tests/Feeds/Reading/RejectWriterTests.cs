using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Writing;
using TradeTerminal.Tests.Trades;

namespace TradeTerminal.Tests.Feeds.Reading;

public sealed class RejectWriterTests(PostgresFixture fixture)
{
    [Fact]
    public async Task Write_Poison_IsKeptByteForByteWithPlaceAndReason()
    {
        var random = new Random(5);
        var noise = new byte[1_000_000];
        random.NextBytes(noise);
        (string Reason, byte[]? Payload)[] poison =
        [
            ("empty", null),
            ("empty", []),
            ("empty", " \r\n"u8.ToArray()),
            ("encoding", [0, 0, 0]),
            ("json", "{\"a\":\"\\u0000\0\"}"u8.ToArray()),
            ("encoding", [.. Enumerable.Range(0, 256).Select(value => (byte)value)]),
            ("too_large", noise),
            ("too_large", new byte[1024 * 1024]),
            ("ticker", TradeMessages.Utf8(TradeMessages.With("ticker", "\"<script>alert(1)</script>\""))),
        ];
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, new TestClock(Judgement.Now));
        ingest.Begin(3, startOffset: 41);

        ingest.Write(3, [.. poison.Select(message => message.Payload)]);

        Assert.Equal(new StoredOffset(3, 41, 41 + poison.Length) { Rejected = poison.Length }, ingest.Position(3));
        await using var context = ingest.Databases.CreateDbContext();
        var rows = context.Rejected.OrderBy(row => row.Offset).ToList();
        Assert.Equal(poison.Select(message => message.Reason), rows.Select(row => row.Reason));
        Assert.Equal(Enumerable.Range(41, poison.Length).Select(offset => (long)offset), rows.Select(row => row.Offset));
        Assert.All(rows, row => Assert.Equal(
            (TestIngest.Feed.ClusterId, TestIngest.Feed.Topic, 3, Judgement.Now),
            (row.ClusterId, row.Topic, row.Partition, row.RejectedAt)));
        await ingest.CheckAsync(new Expected([], poison.Length, [.. poison.Select(message => message.Payload)]));
    }

    [Fact]
    public async Task Write_NothingButPoisonForLong_GoesOn()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, new TestClock(Judgement.Now));
        ingest.Begin(0);
        var poison = Enumerable.Range(0, 3_000).Select(i => TradeMessages.Utf8($"poison {i}")).ToArray();

        ingest.Write(0, poison);
        ingest.Write(0, TradeMessages.Utf8(TradeMessages.Valid));

        await ingest.CheckAsync(new Expected([Guid.Parse(TradeMessages.TradeId)], 3_001, poison));
    }

    /// <summary>The offsets of a topic that was made anew come again: what was rejected under them before stays.</summary>
    [Fact]
    public async Task Write_SameOffsetAfterARestart_KeepsBoth()
    {
        var clock = new TestClock(Judgement.Now);
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, clock);
        ingest.Begin(0);
        ingest.Write(0, [1], [2]);
        var began = ingest.Offsets.Load(TestIngest.Feed)[0].BeganAt;
        ingest.Offsets.Restart(TestIngest.Feed, ingest.Position(0), 0, null);
        Assert.True(ingest.Offsets.Load(TestIngest.Feed)[0].BeganAt > began, "the counts began anew");
        ingest.Begin(0);
        clock.Advance(TimeSpan.FromSeconds(1));
        ingest.Write(0, [3]);

        Assert.Equal(1, ingest.Position(0).Rejected);
        Assert.Equal(3L, await ingest.AskAsync<long>("SELECT count(*) FROM rejected"));
    }
}
