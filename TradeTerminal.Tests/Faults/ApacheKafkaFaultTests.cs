using System.Diagnostics;
using TradeTerminal.Tests.Support.Brokers;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Faults;

/// <summary>The main path and a hard end of the broker, on a real, durable Kafka.</summary>
public sealed class ApacheKafkaFaultTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Broker_KilledInMidStreamAndRestarted_StoresEverythingOnce()
    {
        await using var kafka = await ApacheKafka.StartAsync();
        await kafka.CreateTopicAsync("orders", 4);
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        using var topic = new TestTopic("orders", kafka.BootstrapServers, kafka.ClientSettings);
        var log = new RandomLog(new Random(8), DateTime.UtcNow, 1);
        topic.Send(log.Next(20_000));
        await using var terminal = await TestTerminal.StartAsync(database.ConnectionString,
            kafka.BootstrapServers, "orders", kafka.ClientSettings);
        await terminal.WhenAsync(t => t.Feed.Accepted > 0, "reads");

        var sending = Task.Run(() => topic.Send(log.Next(30_000)));
        await kafka.KillAsync();
        await terminal.WhenAsync(t => t.Feed.Problem is not null || t.Feed.LagRecords == 0, "notices");
        await kafka.RestartAsync();
        await sending;

        await terminal.WhenCaughtUpAsync(topic);
        // What was sent again because its acknowledgement was lost is in the topic twice.
        var expected = topic.Expected(DateTime.UtcNow);
        Assert.Superset(log.Expected.TradeIds.ToHashSet(), expected.TradeIds.ToHashSet());
        await terminal.CheckAsync(expected);
        await terminal.WhenScreenShowsTheDatabaseAsync();
        Assert.StartsWith("at 127.0.0.1:", terminal.Feed.ClusterId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Partitions_FortyQuiet_ALoneTradeIsStoredAtOnce()
    {
        await using var kafka = await ApacheKafka.StartAsync();
        await kafka.CreateTopicAsync("orders", 40);
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        using var topic = new TestTopic("orders", kafka.BootstrapServers, kafka.ClientSettings);
        var log = new RandomLog(new Random(10), DateTime.UtcNow, 1);
        topic.Send(log.Next(1));
        await using var terminal = await TestTerminal.StartAsync(database.ConnectionString,
            kafka.BootstrapServers, "orders", kafka.ClientSettings);
        await terminal.WhenAsync(t => Passed(t) == 1, "stores the trade that waited");

        var waits = new List<TimeSpan>();
        for (var sent = 2; sent <= 20; sent++)
        {
            // Before, the questions for lag took 20 of every 22 seconds.
            var started = Stopwatch.GetTimestamp();
            topic.Send(log.Next(1));
            await terminal.WhenAsync(t => Passed(t) == sent, "stores a lone trade");
            waits.Add(Stopwatch.GetElapsedTime(started));
        }

        waits.Sort();
        Assert.True(waits[^3] < TimeSpan.FromMilliseconds(500),
            $"of 19 lone trades the third slowest took {waits[^3].TotalMilliseconds:F0} ms");
    }

    private static long Passed(TestTerminal terminal) => terminal.Feed.Partitions.Sum(partition => partition.Position.NextOffset);

    [Fact]
    public async Task Topic_Grows_ReadsTheNewPartitionsFromTheirBeginning()
    {
        await using var kafka = await ApacheKafka.StartAsync();
        await kafka.CreateTopicAsync("orders", 1);
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        var log = new RandomLog(new Random(9), DateTime.UtcNow, 1);
        await using var terminal = await TestTerminal.StartAsync(database.ConnectionString,
            kafka.BootstrapServers, "orders", kafka.ClientSettings);
        using (var before = new TestTopic("orders", kafka.BootstrapServers, kafka.ClientSettings))
        {
            before.Send(log.Next(500));
            await terminal.WhenCaughtUpAsync(before);
        }

        await kafka.AddPartitionsAsync("orders", 3);
        using var topic = new TestTopic("orders", kafka.BootstrapServers, kafka.ClientSettings);
        topic.Send(log.Next(1_000));

        await terminal.WhenCaughtUpAsync(topic);
        await terminal.CheckAsync(log.Expected);
        await terminal.WhenAsync(t => t.Feed.Partitions.Length == 3, "shows three partitions");
        await terminal.WhenScreenShowsTheDatabaseAsync();
    }
}
