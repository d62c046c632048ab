using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Ingest.Embedded.Kafka;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Tests.Support.Brokers;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Feeds.Reading;

/// <summary>From the broker to the rows and the screen, on the in-process broker.</summary>
public sealed class FeedWorkerTests(PostgresFixture postgres, KafkaFixture kafka)
{
    private static DateTime Now => DateTime.UtcNow;

    [Fact]
    public async Task Run_TradesAndPoison_EndAsRowsCandlesAndRejects()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        using var topic = new TestTopic(kafka.CreateTopic(3), kafka.BootstrapServers);
        var log = new RandomLog(new Random(1), Now, 1);
        topic.Send(log.Next(500));
        await using var terminal = await TestTerminal.StartAsync(database.ConnectionString, kafka.Kafka, topic.Name);
        topic.Send(log.Next(1_500));

        await terminal.WhenCaughtUpAsync(topic);

        await terminal.CheckAsync(log.Expected);
        await terminal.WhenScreenShowsTheDatabaseAsync();
        await terminal.WhenAsync(t => t.Feed is { Phase: FeedPhase.Running, LagRecords: 0 }, "runs without lag");
        Assert.Equal(log.Expected.TradeIds.Count, terminal.Feed.Accepted);
        Assert.Equal(log.Expected.Rejected.Count, terminal.Feed.Rejected);
        Assert.Equal(3, terminal.Feed.Partitions.Length);
    }

    [Fact]
    public async Task Run_SameTradesTwice_AreCountedOnce()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        using var topic = new TestTopic(kafka.CreateTopic(4), kafka.BootstrapServers);
        var trades = new RandomTrades(new Random(2), Now).Take(10_000);
        await using var terminal = await TestTerminal.StartAsync(database.ConnectionString, kafka.Kafka, topic.Name);
        topic.Send(trades);
        topic.Send(trades);

        await terminal.WhenCaughtUpAsync(topic);

        await terminal.CheckAsync(new Expected([.. trades.Select(trade => trade.TradeId)], 20_000));
        await terminal.WhenAsync(t => t.Feed.Duplicates == 10_000, "counts the duplicates");
        await terminal.WhenScreenShowsTheDatabaseAsync();
    }

    [Fact]
    public async Task Run_Burst_IsTakenWhole()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        using var topic = new TestTopic(kafka.CreateTopic(4), kafka.BootstrapServers);
        await using var terminal = await TestTerminal.StartAsync(database.ConnectionString, kafka.Kafka, topic.Name);
        var trades = new RandomTrades(new Random(3), Now);
        var sent = trades.Take(10).ToList();
        topic.Send(sent);
        await terminal.WhenCaughtUpAsync(topic);

        var burst = trades.Take(40_000);
        topic.Send(burst);

        await terminal.WhenCaughtUpAsync(topic);
        await terminal.CheckAsync(new Expected([.. sent.Concat(burst).Select(trade => trade.TradeId)], 40_010));
        await terminal.WhenScreenShowsTheDatabaseAsync();
    }

    [Fact]
    public async Task Run_StoppedAndStarted_GoesOnWhereItWas()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        using var topic = new TestTopic(kafka.CreateTopic(2), kafka.BootstrapServers);
        var log = new RandomLog(new Random(4), Now, 1);
        for (var run = 0; run < 3; run++)
        {
            await using var terminal = await TestTerminal.StartAsync(database.ConnectionString, kafka.Kafka, topic.Name);
            topic.Send(log.Next(700));
            if (run == 2)
            {
                await terminal.WhenCaughtUpAsync(topic);
                await terminal.CheckAsync(log.Expected);
                await terminal.WhenScreenShowsTheDatabaseAsync();
            }

            Assert.True(await terminal.StopAsync() < TimeSpan.FromSeconds(15));
        }
    }

    [Fact]
    public async Task Run_TopicMadeAfterTheStart_IsReadFromItsBeginning()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        using var broker = EmbeddedKafka.Start(new Dictionary<string, int>(), NullLogger.Instance);
        await using var terminal = await TestTerminal.StartAsync(database.ConnectionString, broker);
        await terminal.WhenAsync(t => t.Feed.Phase == FeedPhase.WaitingForTopic, "waits for the topic");
        broker.CreateTopic("orders", 2);
        using var topic = new TestTopic("orders", broker.BootstrapServers);
        var log = new RandomLog(new Random(5), Now, 1);

        topic.Send(log.Next(300));

        await terminal.WhenCaughtUpAsync(topic);
        await terminal.CheckAsync(log.Expected);
    }
}
