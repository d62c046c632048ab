using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Faults;

/// <summary>What was to be read next is not there any more: never a silent jump.</summary>
public sealed class LostOffsetTests(PostgresFixture postgres)
{
    private readonly RandomTrades _trades = new(new Random(6), DateTime.UtcNow);

    [Fact]
    public async Task Retention_PassesUnreadMessages_CountsTheGap()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        using var broker = EmbeddedKafka.Start(new Dictionary<string, int> { ["orders"] = 2 }, NullLogger.Instance);
        using var topic = new TestTopic("orders", broker.BootstrapServers);
        var read = _trades.Take(100);
        Send(topic, 0, read);
        await using (var before = await TestTerminal.StartAsync(database.ConnectionString, broker))
        {
            await before.WhenCaughtUpAsync(topic);
        }

        var unread = _trades.Take(60);
        Send(topic, 0, unread);
        broker.DeleteRecords("orders", 0, 140);
        var other = _trades.Take(50);
        Send(topic, 1, other);
        await using var terminal = await TestTerminal.StartAsync(database.ConnectionString, broker);

        await terminal.WhenCaughtUpAsync(topic);

        var stored = read.Concat(unread[40..]).Concat(other).ToList();
        await terminal.CheckAsync(new Expected([.. stored.Select(trade => trade.TradeId)], 170));
        await terminal.WhenAsync(t => t.Feed.Skipped == 40, "shows the gap");
        await terminal.WhenScreenShowsTheDatabaseAsync();
    }

    [Fact]
    public async Task Retention_PassesTheReader_CountsTheGapAndReadsOn()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        using var broker = EmbeddedKafka.Start(new Dictionary<string, int> { ["orders"] = 1 }, NullLogger.Instance);
        using var topic = new TestTopic("orders", broker.BootstrapServers);
        await using var terminal = await TestTerminal.StartAsync(database.ConnectionString, broker);
        await terminal.WhenAsync(t => t.Feed.Partitions.Length == 1, "reads the partition from its beginning");
        var all = new List<Trade>();
        for (var round = 0; round < 5; round++)
        {
            var trades = _trades.Take(2_000);
            all.AddRange(trades);
            Send(topic, 0, trades);
            broker.DeleteRecords("orders", 0, all.Count - 100);
        }

        await terminal.WhenCaughtUpAsync(topic);

        await terminal.WhenAsync(t => t.Feed.LagRecords == 0 && t.Feed.Accepted + t.Feed.Skipped == all.Count, "accounts for every offset");
        var stored = (await terminal.TradesAsync()).Select(trade => trade.TradeId).ToHashSet();
        Assert.Subset(all.Select(trade => trade.TradeId).ToHashSet(), stored);
        Assert.Superset(all[^100..].Select(trade => trade.TradeId).ToHashSet(), stored);
        await terminal.CheckAsync(new Expected(stored, stored.Count));
    }

    [Fact]
    public async Task Topic_MadeAnew_IsReadFromItsBeginningAndShown()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        using var broker = EmbeddedKafka.Start(new Dictionary<string, int> { ["orders"] = 1 }, NullLogger.Instance);
        var before = _trades.Take(500);
        await using var terminal = await TestTerminal.StartAsync(database.ConnectionString, broker);
        using (var topic = new TestTopic("orders", broker.BootstrapServers))
        {
            Send(topic, 0, before);
            await terminal.WhenCaughtUpAsync(topic);
        }

        broker.DeleteTopic("orders");
        broker.CreateTopic("orders", 1);
        using var again = new TestTopic("orders", broker.BootstrapServers);
        var after = _trades.Take(120);
        Send(again, 0, after);

        await terminal.WhenAsync(t => t.Feed is { Accepted: 120, LagRecords: 0 }, "reads the new topic");
        var stored = before.Concat(after).Select(trade => trade.TradeId).ToHashSet();
        Assert.Equal(stored, [.. (await terminal.TradesAsync()).Select(trade => trade.TradeId)]);
        await terminal.WhenScreenShowsTheDatabaseAsync();
        Assert.Equal((0, 120, 0), ((int)terminal.Feed.Partitions[0].Position.StartOffset, (int)terminal.Feed.Partitions[0].Position.NextOffset, (int)terminal.Feed.Skipped));
    }

    [Fact]
    public async Task Topic_MadeAnewWithMorePartitions_ReadsAllOfThem()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        using var broker = EmbeddedKafka.Start(new Dictionary<string, int> { ["orders"] = 1 }, NullLogger.Instance);
        await using var terminal = await TestTerminal.StartAsync(database.ConnectionString, broker);
        await terminal.WhenAsync(t => t.Feed.Partitions.Length == 1, "reads the one partition");
        broker.DeleteTopic("orders");
        broker.CreateTopic("orders", 4);
        using var topic = new TestTopic("orders", broker.BootstrapServers);
        var trades = _trades.Take(400);
        for (var partition = 0; partition < 4; partition++)
        {
            Send(topic, partition, trades[(partition * 100)..((partition + 1) * 100)]);
        }

        await terminal.WhenCaughtUpAsync(topic);

        await terminal.CheckAsync(new Expected([.. trades.Select(trade => trade.TradeId)], 400));
    }

    private static void Send(TestTopic topic, int partition, IEnumerable<Trade> trades) =>
        topic.Send(trades.Select(trade => (partition, (byte[]?)TradeMessages.Of(trade))));
}
