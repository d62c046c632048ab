using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Scripted;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Faults;

/// <summary>What newer brokers do: ids of topics, transactions and compaction, over the protocol itself.</summary>
public sealed class ScriptedBrokerTests(PostgresFixture postgres)
{
    private const string Topic = "orders";

    private readonly RandomTrades _trades = new(new Random(8), DateTime.UtcNow);

    [Fact]
    public async Task Topic_MadeAnewAndPastThePosition_IsReadFromItsBeginning()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await using var broker = new ScriptedBroker();
        var log = broker.CreateTopic(Topic, 1)[0];
        log.Append(Messages(_trades.Take(100)));
        await using (var terminal = await StartAsync(database, broker))
        {
            await terminal.WhenAsync(t => t.Feed.Accepted == 100, "reads the first topic");
        }

        log = broker.CreateTopic(Topic, 1)[0];
        log.Append(Messages(_trades.Take(150)));
        await using var later = await StartAsync(database, broker);

        await later.WhenAsync(t => t.Feed is { Accepted: 150, LagRecords: 0 }, "reads all of the new topic");
        Assert.Equal(250L, await later.CountAsync("trades"));
    }

    [Fact]
    public async Task Log_CutUnderTheSameId_GoesOnAtItsEnd()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await using var broker = new ScriptedBroker();
        var log = broker.CreateTopic(Topic, 1)[0];
        log.Append(Messages(_trades.Take(60)));
        log.Append(Messages(_trades.Take(40)));
        await using var terminal = await StartAsync(database, broker);
        await terminal.WhenAsync(t => t.Feed.Accepted == 100, "reads what there is");

        log.CutAt(60);

        await terminal.WhenAsync(t => t.Feed.Partitions is [{ Position.NextOffset: 60 }], "stands at the end of what is left");
        log.Append(Messages(_trades.Take(7)));
        await terminal.WhenAsync(t => t.Feed.Accepted == 107, "stores what comes from then on");
        Assert.Equal(107L, await terminal.CountAsync("trades"));
    }

    [Fact]
    public async Task Transactions_CommittedAndAborted_StoresTheCommittedOnes()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await using var broker = new ScriptedBroker();
        var log = broker.CreateTopic(Topic, 1)[0];
        var committed = new List<Trade>();
        for (var round = 0; round < 20; round++)
        {
            var trades = _trades.Take(10);
            var isCommit = round % 4 != 3;
            log.AppendTransaction(Messages(trades), isCommit);
            committed.AddRange(isCommit ? trades : []);
        }

        await using var terminal = await StartAsync(database, broker);

        await terminal.WhenAsync(t => t.Feed is { LagRecords: 0, Partitions: [{ Position.NextOffset: 220 }] }, "passes the last marker");
        Assert.Equal(committed.Select(trade => trade.TradeId).Order(),
            (await terminal.TradesAsync()).Select(trade => trade.TradeId).Order());
        // Fifty messages of aborted transactions, twenty markers.
        Assert.Equal((150L, 70L), (terminal.Feed.Accepted, terminal.Feed.Skipped));
    }

    [Fact]
    public async Task Log_Compacted_StoresWhatIsLeftAndPassesTheRest()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await using var broker = new ScriptedBroker();
        var log = broker.CreateTopic(Topic, 1)[0];
        var trades = _trades.Take(30);
        log.Append(Messages(trades));
        var left = _trades.Take(30);
        log.AppendCompacted([.. left.Select((trade, index) => index % 3 == 0 ? TradeMessages.Of(trade) : null)]);

        await using var terminal = await StartAsync(database, broker);

        await terminal.WhenAsync(t => t.Feed is { LagRecords: 0, Partitions: [{ Position.NextOffset: 60 }] },
            "passes what compaction took at the end");
        Assert.Equal((40L, 20L), (terminal.Feed.Accepted, terminal.Feed.Skipped));
    }

    private static IEnumerable<byte[]?> Messages(IEnumerable<Trade> trades) => trades.Select(trade => (byte[]?)TradeMessages.Of(trade));

    private static Task<TestTerminal> StartAsync(TestDatabase database, ScriptedBroker broker) => TestTerminal.StartAsync(
        database.ConnectionString, broker.BootstrapServers, Topic, new Dictionary<string, string> { ["fetch.wait.max.ms"] = "50" });
}
