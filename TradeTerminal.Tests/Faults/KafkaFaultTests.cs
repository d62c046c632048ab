using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Ingest.Embedded.Kafka;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Tests.Support.Brokers;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Faults;

/// <summary>Each hurts a broker of its own, in mid-stream.</summary>
public sealed class KafkaFaultTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const short Fetch = 1;
    private const short ListOffsets = 2;
    private const short Metadata = 3;
    private const short OffsetCommit = 8;

    private readonly EmbeddedKafka _broker = EmbeddedKafka.Start(new Dictionary<string, int> { ["orders"] = 2 }, NullLogger.Instance);
    private readonly RandomLog _log = new(new Random(1), DateTime.UtcNow, 1);
    private TestDatabase _database = null!;
    private TestTopic _topic = null!;
    private TestTerminal _terminal = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateTerminalDatabaseAsync();
        _topic = new TestTopic("orders", _broker.BootstrapServers);
        _topic.Send(_log.Next(200));
        _terminal = await TestTerminal.StartAsync(_database.ConnectionString, _broker);
        await _terminal.WhenCaughtUpAsync(_topic);
    }

    public async ValueTask DisposeAsync()
    {
        await _terminal.DisposeAsync();
        await _database.DisposeAsync();
        _topic.Dispose();
        _broker.Dispose();
    }

    [Fact]
    public async Task Broker_DownAndUp_LosesNothingAndSaysSoMeanwhile()
    {
        _topic.Send(_log.Next(300));
        _broker.SetBrokerDown();
        await _terminal.WhenAsync(t => t.Feed.Phase == FeedPhase.WaitingForKafka, "says that Kafka is away");

        _broker.SetBrokerUp();
        _topic.Send(_log.Next(300));

        await AssertAllIsWellAsync();
    }

    /// <summary>A right that is taken away, and given back while nothing comes: both are said without a message.</summary>
    [Fact]
    public async Task Fetch_NotAllowed_IsSaidWithItsOffsetUntilItIsAllowedAgain()
    {
        _broker.PushRequestErrors(Fetch, [.. Enumerable.Repeat(ErrorCode.TopicAuthorizationFailed, 5_000)]);
        await _terminal.WhenAsync(
            t => t.Feed is { Unreadable: { } words } feed
                && words.Contains("the right to read the topic is missing", StringComparison.Ordinal)
                && words.Contains($"partition 0 stands at offset {feed.Partitions[0].Position.NextOffset}:", StringComparison.Ordinal),
            "says what is missing, and where it stands");

        _broker.ClearRequestErrors(Fetch);
        await _terminal.WhenAsync(t => t.Feed.Unreadable is null, "says nothing more");
        _topic.Send(_log.Next(300));

        await AssertAllIsWellAsync();
    }

    /// <summary>Fetches are answered: the feed is read on, and each of its batches leaves the problem as it is.</summary>
    [Fact]
    public async Task Partitions_DoNotSayHowFarTheyGo_AreNamedWhileTheyAreRead()
    {
        _broker.PushRequestErrors(ListOffsets, [.. Enumerable.Repeat(ErrorCode.NotLeaderForPartition, 5_000)]);
        await _terminal.WhenAsync(NamesPartitions, "names the partitions");
        var stored = _terminal.Feed.Partitions.Sum(partition => partition.Position.NextOffset);

        _topic.Send(_log.Next(300));
        await _terminal.WhenAsync(
            t => t.Feed.Partitions.Sum(partition => partition.Position.NextOffset) == stored + 300, "reads them all the same");

        Assert.True(NamesPartitions(_terminal), $"{_terminal.Feed.Phase}: {_terminal.Feed.Problem}");
        _broker.ClearRequestErrors(ListOffsets);
        await AssertAllIsWellAsync();
    }

    private static bool NamesPartitions(TestTerminal terminal) =>
        terminal.Feed is { Phase: FeedPhase.Running, Problem: { } problem }
            && problem.StartsWith("partition 0, 1:", StringComparison.Ordinal);

    [Fact]
    public async Task Broker_DownWhenStopping_DoesNotHoldUpTheStop()
    {
        _broker.SetBrokerDown();
        await _terminal.WhenAsync(t => t.Feed.Phase == FeedPhase.WaitingForKafka, "says that Kafka is away");

        Assert.True(await _terminal.StopAsync() < TimeSpan.FromSeconds(15));
    }

    [Theory]
    [InlineData(Fetch, ErrorCode.NotLeaderForPartition)]
    [InlineData(Fetch, ErrorCode.UnknownTopicOrPart)]
    [InlineData(Fetch, ErrorCode.OffsetOutOfRange)]
    [InlineData(Fetch, ErrorCode.Local_Transport)]
    [InlineData(Fetch, ErrorCode.RequestTimedOut)]
    [InlineData(Fetch, ErrorCode.Unknown)]
    [InlineData(ListOffsets, ErrorCode.NotLeaderForPartition)]
    [InlineData(ListOffsets, ErrorCode.LeaderNotAvailable)]
    [InlineData(Metadata, ErrorCode.LeaderNotAvailable)]
    [InlineData(Metadata, ErrorCode.Local_Transport)]
    [InlineData(OffsetCommit, ErrorCode.GroupAuthorizationFailed)]
    [InlineData(OffsetCommit, ErrorCode.IllegalGeneration)]
    [InlineData(OffsetCommit, ErrorCode.Local_Transport)]
    public async Task Requests_Fail_NothingIsLostOrDoubled(short request, ErrorCode error)
    {
        _broker.PushRequestErrors(request, [.. Enumerable.Repeat(error, 5)]);

        for (var i = 0; i < 5; i++)
        {
            _topic.Send(_log.Next(200));
        }

        await AssertAllIsWellAsync();
    }

    [Fact]
    public async Task Broker_SlowAnswers_StillKeepsUp()
    {
        _broker.SetRtt(TimeSpan.FromSeconds(1));
        _topic.Send(_log.Next(500));
        await _terminal.WhenCaughtUpAsync(_topic);
        _broker.SetRtt(TimeSpan.Zero);

        await AssertAllIsWellAsync();
    }

    private async Task AssertAllIsWellAsync()
    {
        await _terminal.WhenCaughtUpAsync(_topic);
        await _terminal.CheckAsync(_topic.Expected(DateTime.UtcNow));
        await _terminal.WhenAsync(t => t.Feed is { Phase: FeedPhase.Running, Problem: null, LagRecords: 0, Skipped: 0 }, "runs again");
        await _terminal.WhenScreenShowsTheDatabaseAsync();
    }
}
