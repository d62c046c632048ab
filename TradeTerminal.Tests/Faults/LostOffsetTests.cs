using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Ingest.Embedded.Kafka;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Support.Brokers;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Terminals;

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
        await terminal.WhenAsync(t => t.Feed is { Skipped: 40, Gone: 40, Empty: 0, Unexplained: 0, Doubt: null }, "shows the gap");
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
        Assert.Equal(
            (0, 120, 0), ((int)terminal.Feed.Partitions[0].Position.StartOffset, (int)terminal.Feed.Partitions[0].Position.NextOffset,
                (int)terminal.Feed.Skipped));
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

    /// <summary>The new topic is already past the position in the old one: only its id tells that none of it was read.</summary>
    [Fact]
    public async Task Topic_MadeAnewAndPastTheStoredOffset_IsReadFromItsBeginning()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        using var broker = EmbeddedKafka.Start(new Dictionary<string, int> { ["orders"] = 1 }, NullLogger.Instance);
        var before = _trades.Take(100);
        await using (var terminal = await TestTerminal.StartAsync(database.ConnectionString, broker, null, () => "first"))
        {
            using var topic = new TestTopic("orders", broker.BootstrapServers);
            Send(topic, 0, before);
            await terminal.WhenCaughtUpAsync(topic);
        }

        broker.DeleteTopic("orders");
        broker.CreateTopic("orders", 1);
        using var again = new TestTopic("orders", broker.BootstrapServers);
        var after = _trades.Take(150);
        Send(again, 0, after);
        await using var later = await TestTerminal.StartAsync(database.ConnectionString, broker, null, () => "second");

        await later.WhenAsync(t => t.Feed is { Accepted: 150, LagRecords: 0 }, "reads all of the new topic");
        Assert.Equal(250, (await later.TradesAsync()).Count);
    }

    /// <summary>The same topic ends before what was read of it: reading it again would store what has no ids twice.</summary>
    [Fact]
    public async Task Log_Cut_GoesOnAtItsEnd()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        using var broker = EmbeddedKafka.Start(new Dictionary<string, int> { ["market_data"] = 1, ["orders"] = 1 }, NullLogger.Instance);
        await using var terminal = await TestTerminal.StartAsync(database.ConnectionString, broker, "Quotes", () => "the same");
        await QuotesAsync(broker, terminal, 100);

        broker.DeleteTopic("market_data");
        broker.CreateTopic("market_data", 1);
        Quotes(broker, 60);

        await terminal.WhenAsync(t => Quotes(t).Partitions is [{ Position.NextOffset: 60 }], "stands at the end of what is left");
        Quotes(broker, 7);
        await terminal.WhenAsync(t => Quotes(t).Accepted == 107, "stores what comes from then on, and nothing twice");
        Assert.Null(Quotes(terminal).Doubt);
        Assert.Equal(107L, await terminal.CountAsync("quotes"));
    }

    [Theory]
    [InlineData(ResumeAt.End, 100)]
    [InlineData(ResumeAt.Start, 160)]
    public async Task Log_EndsBeforeThePositionAndNothingHasAnId_AsksAndDoesAsTold(ResumeAt answer, int stored)
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        using var broker = EmbeddedKafka.Start(new Dictionary<string, int> { ["market_data"] = 1, ["orders"] = 1 }, NullLogger.Instance);
        await using var terminal = await TestTerminal.StartAsync(database.ConnectionString, broker, "Quotes", null);
        await QuotesAsync(broker, terminal, 100);

        broker.DeleteTopic("market_data");
        broker.CreateTopic("market_data", 1);
        Quotes(broker, 60);

        await terminal.WhenAsync(t => Quotes(t).Phase == FeedPhase.WaitingForDecision, "asks");
        Assert.Contains("partition 0 ends at 60, before our position 100", Quotes(terminal).Problem, StringComparison.Ordinal);
        Assert.Equal(100L, await terminal.CountAsync("quotes"));
        var gauge = terminal.Service<FeedGauges>()["quotes"];
        Assert.False(gauge.Answer(new FeedQuestion([new LostPosition(0, 99, 0, 60)]), answer));
        Assert.True(gauge.Answer(gauge.Current.Question!, answer));

        await terminal.WhenAsync(
            t => Quotes(t) is { Phase: FeedPhase.Running, Question: null, LagRecords: 0, Partitions: [{ Position.NextOffset: 60 }] },
            "goes on");
        Assert.Equal(stored, await terminal.CountAsync("quotes"));
    }

    private static FeedStatus Quotes(TestTerminal terminal) => terminal.Service<FeedGauges>()["quotes"].Current;

    private static async Task QuotesAsync(EmbeddedKafka broker, TestTerminal terminal, int count)
    {
        Quotes(broker, count);
        await terminal.WhenAsync(t => Quotes(t).Accepted == count, $"stores {count} quotes");
    }

    private static void Quotes(EmbeddedKafka broker, int count)
    {
        using var topic = new TestTopic("market_data", broker.BootstrapServers);
        topic.Send(Enumerable.Range(0, count).Select(i => (0, (byte[]?)System.Text.Encoding.UTF8.GetBytes(
            $$"""{"symbol":"AAPL","exchange":"NASDAQ","price":175.02,"bid_price":175.01,"ask_price":175.04,"bid_size":12000,"ask_size":8000,"volume":{{i + 1}},"timestamp":{{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}}}"""))));
    }

    private static void Send(TestTopic topic, int partition, IEnumerable<Trade> trades) =>
        topic.Send(trades.Select(trade => (partition, (byte[]?)TradeMessages.Of(trade))));
}
