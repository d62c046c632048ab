using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Market.Health;
using TradeTerminal.Tests.Support.Brokers;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Faults;

/// <summary>Each has a PostgreSQL of its own, as users have it, behind a wire that can be cut.</summary>
public sealed class DatabaseFaultTests(KafkaFixture kafka) : IAsyncLifetime
{
    private readonly RandomLog _log = new(new Random(2), DateTime.UtcNow, 1);
    private KillablePostgres _postgres = null!;
    private TestTopic _topic = null!;
    private TestTerminal _terminal = null!;

    public async ValueTask InitializeAsync()
    {
        _postgres = await KillablePostgres.StartAsync();
        _topic = new TestTopic(kafka.CreateTopic(2), kafka.BootstrapServers);
        _topic.Send(_log.Next(200));
        _terminal = await TestTerminal.StartAsync(_postgres.ConnectionString, kafka.Kafka, _topic.Name);
        await _terminal.WhenCaughtUpAsync(_topic);
    }

    public async ValueTask DisposeAsync()
    {
        await _terminal.DisposeAsync();
        await _postgres.DisposeAsync();
        _topic.Dispose();
    }

    [Fact]
    public async Task Server_KilledInMidStreamAndRestarted_LosesAndDoublesNothing()
    {
        for (var round = 0; round < 3; round++)
        {
            var before = Passed(_terminal);
            _topic.Send(_log.Next(3_000));
            await _terminal.WhenAsync(t => Passed(t) > before, "writes");
            await _postgres.KillAsync();
            _topic.Send(_log.Next(1_000));
            await _terminal.WhenAsync(t => t.Feed.Phase == FeedPhase.WaitingForDatabase, "says that the database is away");
            await _postgres.RestartAsync();
            await _terminal.WhenCaughtUpAsync(_topic);
        }

        await AssertAllIsWellAsync();
    }

    [Fact]
    public async Task Server_Frozen_IsSaidWithinSecondsAndAfterwards()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It needs SIGSTOP.");
        using (_postgres.Freeze())
        {
            _topic.Send(_log.Next(100));
            await _terminal.WhenAsync(t => t.Feed.LagRecords == 100, "says how many messages wait");
            await _terminal.WhenAsync(t => t.Feed.Problem?.StartsWith("PostgreSQL slow", StringComparison.Ordinal) == true,
                "says that PostgreSQL is slow");
            await _terminal.WhenAsync(t => t.Feed.Phase == FeedPhase.WaitingForDatabase, "says that PostgreSQL does not answer");
            var health = _terminal.Service<TradesHealth>().Of(_terminal.Snapshot, DateTime.UtcNow);
            Assert.Equal((FeedState.Down, "unreachable"), (health.State, health.Word));
        }

        await _terminal.WhenAsync(t => t.Feed.Phase == FeedPhase.Running, "runs again");
        Assert.True(_terminal.Feed.LastHold!.Length >= DatabaseWait.DownAfter);
        await AssertAllIsWellAsync();
    }

    [Theory]
    [InlineData(nameof(CommitCut.Before))]
    [InlineData(nameof(CommitCut.After))]
    public async Task Commit_AnswerLost_IsCountedOnceAndShown(string cut)
    {
        for (var round = 1; round <= 3; round++)
        {
            _postgres.Proxy.CutNextCommit(Enum.Parse<CommitCut>(cut));
            _topic.Send(_log.Next(300));
            await _terminal.WhenCaughtUpAsync(_topic);
            Assert.Equal(round, _postgres.Proxy.CommitsCut);
        }

        await AssertAllIsWellAsync();
    }

    [Fact]
    public async Task Connections_CutAgainAndAgain_LosesAndDoublesNothing()
    {
        for (var round = 0; round < 10; round++)
        {
            _topic.Send(_log.Next(400));
            _postgres.Proxy.CutAll();
        }

        await AssertAllIsWellAsync();
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task Connection_HalfOpen_IsGivenUpAndReplaced()
    {
        _postgres.Proxy.Swallow(true);
        _topic.Send(_log.Next(400));
        await _terminal.WhenAsync(t => t.Feed.Phase == FeedPhase.WaitingForDatabase, "says that the database is away");
        _postgres.Proxy.Swallow(false);

        await AssertAllIsWellAsync();
    }

    [Fact]
    public async Task Server_DownAtTheStart_IsWaitedForAndThenUsed()
    {
        await _terminal.StopAsync();
        await _postgres.KillAsync();
        await using var terminal = await TestTerminal.StartAsync(_postgres.ConnectionString, kafka.Kafka, _topic.Name);
        _topic.Send(_log.Next(400));
        await terminal.WhenAsync(t => t.Feed is { Phase: FeedPhase.WaitingForDatabase, Problem: not null },
            "says that the database is away");

        await _postgres.RestartAsync();

        await terminal.WhenCaughtUpAsync(_topic);
        await terminal.CheckAsync(_log.Expected);
        await terminal.WhenScreenShowsTheDatabaseAsync();
    }

    private static long Passed(TestTerminal terminal) => terminal.Feed.Partitions.Sum(partition => partition.Position.NextOffset);

    private async Task AssertAllIsWellAsync()
    {
        await _terminal.WhenCaughtUpAsync(_topic);
        await _terminal.CheckAsync(_log.Expected);
        await _terminal.WhenAsync(t => t.Feed is { Phase: FeedPhase.Running, Problem: null, LagRecords: 0 }, "runs again");
        Assert.Equal(_log.Expected.TradeIds.Count, _terminal.Feed.Accepted);
        await _terminal.WhenScreenShowsTheDatabaseAsync();
    }
}
