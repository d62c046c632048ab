using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Scripted;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Faults;

/// <summary>What never reaches the terminal: a message lost on its way, a partition that gives nothing.</summary>
public sealed class LostMessageTests(PostgresFixture postgres)
{
    private const string Topic = "orders";

    private readonly RandomTrades _trades = new(new Random(12), DateTime.UtcNow);

    /// <summary>To the counts it looks like a marker; the log, asked again, has it.</summary>
    [Fact]
    public async Task Message_LostBeforeItWasCounted_TurnsTheSelfCheckRed()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await using var broker = new ScriptedBroker();
        var log = broker.CreateTopic(Topic, 2)[1];
        log.Append(Messages(10));
        log.AppendLossy([.. Messages(10)], lost: 4);

        await using var terminal = await StartAsync(database, broker);

        await terminal.WhenAsync(t => t.Feed.Doubt == "partition 1: 1 of 20 passed unread, the last at offset 14", "names the message");
        Assert.Equal((19L, 1L, 0L, 1L), (terminal.Feed.Accepted, terminal.Feed.Skipped, terminal.Feed.Empty, terminal.Feed.Unexplained));
    }

    [Fact]
    public async Task Markers_AskedForAgain_StayEmpty()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await using var broker = new ScriptedBroker();
        var log = broker.CreateTopic(Topic, 1)[0];
        for (var round = 0; round < 3; round++)
        {
            log.AppendTransaction(Messages(10), isCommit: round != 1);
        }

        // Its turn comes after the others: when it is found, they have been asked for.
        log.AppendLossy([.. Messages(3)], lost: 1);
        await using var terminal = await StartAsync(database, broker);

        await terminal.WhenAsync(t => t.Feed.Unexplained > 0, "has asked for each");
        Assert.Equal((22L, 13L, 0L), (terminal.Feed.Accepted, terminal.Feed.Empty, terminal.Feed.NotAsked));
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task Partition_GivesNothingWhileAnotherFlows_IsNamedAndReadOnceItDoes()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await using var broker = new ScriptedBroker();
        var logs = broker.CreateTopic(Topic, 2);
        await using var terminal = await StartAsync(database, broker);
        logs[0].Append(Messages(1));
        await terminal.WhenAsync(t => t.Feed.Accepted == 1, "reads");
        logs[1].Withholds = true;
        logs[1].Append(Messages(5));
        var sent = 1;

        await Eventually.TrueAsync(
            () =>
            {
                logs[0].Append(Messages(1));
                sent++;
                return terminal.Feed.Problem?.Contains("partition 1: 5 messages wait and none came for 15 s; reading it anew",
                    StringComparison.Ordinal) == true;
            },
            () => $"names the partition. {terminal.State}");
        Assert.Equal(FeedPhase.Running, terminal.Feed.Phase);
        logs[1].Withholds = false;
        logs[1].Append(Messages(2));

        await terminal.WhenAsync(t => t.Feed is { Phase: FeedPhase.Running, Problem: null, LagRecords: 0 }
            && t.Feed.Accepted == sent + 7, "reads them all");
    }

    private static Task<TestTerminal> StartAsync(TestDatabase database, ScriptedBroker broker) => TestTerminal.StartAsync(
        database.ConnectionString, broker.BootstrapServers, Topic, new Dictionary<string, string> { ["fetch.wait.max.ms"] = "50" });

    private IEnumerable<byte[]?> Messages(int count) => _trades.Take(count).Select(trade => (byte[]?)TradeMessages.Of(trade));
}
