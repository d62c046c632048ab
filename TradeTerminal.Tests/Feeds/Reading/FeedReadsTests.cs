using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market.Gaps;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Brokers;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Feeds.Reading;

/// <summary>What is kept of when a feed was read, and what a gap is called by it.</summary>
public sealed class FeedReadsTests(PostgresFixture postgres, KafkaFixture kafka)
{
    private static readonly DateTime Noon = new(2026, 2, 27, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(false, GapReason.NotRead)]
    [InlineData(true, GapReason.Silent)]
    public async Task Gap_OfARestartOnTheSameCluster_IsNamedByWhetherATerminalRan(bool ranOn, GapReason reason)
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        using var topic = new TestTopic(kafka.CreateTopic(1), kafka.BootstrapServers);
        var now = DateTime.UtcNow;
        await using (var first = await TestTerminal.StartAsync(database.ConnectionString, kafka.Kafka, topic.Name))
        {
            topic.Send([Trade(now.AddMinutes(-20), 0)]);
            await first.WhenCaughtUpAsync(topic);
            await Eventually.TrueAsync(async () => await first.CountAsync("feed_reads") == 1, () => "It is kept that the feed is read");
        }

        // As if that had been half an hour ago.
        using var databases = new TerminalDatabase(() => database.ConnectionString);
        await using var context = databases.CreateDbContext();
        await context.Database.ExecuteSqlAsync(
            $"UPDATE feed_offsets SET began_at = began_at - interval '30 minutes', moved_at = moved_at - interval '30 minutes'");
        await context.Database.ExecuteSqlAsync(
            $"UPDATE feed_reads SET began_at = began_at - interval '30 minutes', seen_at = seen_at - CASE WHEN {ranOn} THEN interval '0' ELSE interval '30 minutes' END");
        await using var second = await TestTerminal.StartAsync(database.ConnectionString, kafka.Kafka, topic.Name);
        topic.Send([Trade(now, 1)]);
        await second.WhenCaughtUpAsync(topic);

        var gaps = await second.Service<GapStore>()
            .ReadAsync("AAPL", topic.Name, now.AddHours(-1), null, 10, TestContext.Current.CancellationToken);

        Assert.Equal(reason, Assert.Single(gaps).Reason);
    }

    [Fact]
    public async Task Write_FeedWaitsAndGoesOn_HasARowForEachStretchThatWasRead()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        using var databases = new TerminalDatabase(() => database.ConnectionString);
        using var startup = new DatabaseStartup(databases, NullLogger<DatabaseStartup>.Instance);
        await startup.StartAsync(TestContext.Current.CancellationToken);
        var clock = new TestClock(Noon);
        var gauge = new FeedGauge("trades", "orders", clock);
        using var reads = new FeedReads(new FeedGauges([gauge]), databases, startup, clock, NullLogger<FeedReads>.Instance);

        await ExpectAsync(0, FeedPhase.WaitingForTopic, "");
        await ExpectAsync(10, FeedPhase.Running, "10-10");
        await ExpectAsync(10, FeedPhase.Running, "10-20");
        await ExpectAsync(10, FeedPhase.WaitingForKafka, "10-20");
        await ExpectAsync(10, FeedPhase.Running, "10-20 40-40");
        await ExpectAsync(30, FeedPhase.Running, "10-20 40-70");
        // The machine slept.
        await ExpectAsync(31, FeedPhase.Running, "10-20 40-70 101-101");
        clock.Advance(TimeSpan.FromSeconds(5));
        await reads.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal("10-20 40-70 101-106", await RowsAsync());
        await startup.StopAsync(TestContext.Current.CancellationToken);

        async Task ExpectAsync(int later, FeedPhase phase, string rows)
        {
            clock.Advance(TimeSpan.FromSeconds(later));
            gauge.Phase(phase);
            await reads.TryWriteAsync(TestContext.Current.CancellationToken);
            Assert.Equal(rows, await RowsAsync());
        }

        async Task<string> RowsAsync()
        {
            await using var context = databases.CreateDbContext();
            return string.Join(' ', await context.Database.SqlQuery<string>(
                $"""
                SELECT extract(epoch FROM began_at - {Noon})::int || '-' || extract(epoch FROM seen_at - {Noon})::int AS "Value"
                FROM feed_reads WHERE topic = 'orders' ORDER BY began_at
                """).ToListAsync());
        }
    }

    private static Trade Trade(DateTime at, long offset) => new(Guid.NewGuid(), "AAPL", 100, 1, Side.Buy, at, 0, offset);
}
