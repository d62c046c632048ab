using TradeTerminal.Tests.Support.Brokers;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Faults;

/// <summary>Two terminals on one database and one topic: each trade is stored once, and both show all of them.</summary>
public sealed class TwoTerminalsTests(PostgresFixture postgres, KafkaFixture kafka)
{
    [Fact]
    public async Task Run_SameTopic_StoresOnceAndBothShowTheDatabase()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        using var topic = new TestTopic(kafka.CreateTopic(3), kafka.BootstrapServers);
        var log = new RandomLog(new Random(3), DateTime.UtcNow, 1);
        topic.Send(log.Next(500));
        await using var one = await TestTerminal.StartAsync(database.ConnectionString, kafka.Kafka, topic.Name);
        await using var two = await TestTerminal.StartAsync(database.ConnectionString, kafka.Kafka, topic.Name);
        for (var round = 0; round < 5; round++)
        {
            topic.Send(log.Next(500));
            await one.WhenCaughtUpAsync(topic);
        }

        await one.CheckAsync(log.Expected);
        await one.WhenScreenShowsTheDatabaseAsync();
        await two.WhenScreenShowsTheDatabaseAsync();
    }

    [Fact]
    public async Task Run_OneStops_TheOtherGoesOn()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        using var topic = new TestTopic(kafka.CreateTopic(3), kafka.BootstrapServers);
        var log = new RandomLog(new Random(4), DateTime.UtcNow, 1);
        await using var one = await TestTerminal.StartAsync(database.ConnectionString, kafka.Kafka, topic.Name);
        await using var two = await TestTerminal.StartAsync(database.ConnectionString, kafka.Kafka, topic.Name);
        topic.Send(log.Next(2_000));

        await one.StopAsync();
        topic.Send(log.Next(500));

        await two.WhenCaughtUpAsync(topic);
        await two.CheckAsync(log.Expected);
        await two.WhenScreenShowsTheDatabaseAsync();
    }

    [Fact]
    public async Task Run_Restarted_ShowsWhatItShowedBefore()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        using var topic = new TestTopic(kafka.CreateTopic(3), kafka.BootstrapServers);
        var log = new RandomLog(new Random(5), DateTime.UtcNow.AddMinutes(-2), 1);
        await using var before = await TestTerminal.StartAsync(database.ConnectionString, kafka.Kafka, topic.Name);
        topic.Send(log.Next(3_000));
        await before.WhenCaughtUpAsync(topic);
        await before.WhenScreenShowsTheDatabaseAsync();
        await before.StopAsync();

        await using var after = await TestTerminal.StartAsync(database.ConnectionString, kafka.Kafka, topic.Name);

        await after.WhenScreenShowsTheDatabaseAsync();
        SnapshotAssert.Same(before.Snapshot, after.Snapshot, DateTime.UtcNow);
    }
}
