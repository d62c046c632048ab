using System.Collections.Immutable;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Market.Health;

namespace TradeTerminal.Tests.Market.Health;

public sealed class FeedHealthTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 14, 30, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(FeedPhase.Starting, null, "the feed is starting")]
    [InlineData(FeedPhase.WaitingForKafka, "no answer", "waiting for Kafka: no answer")]
    [InlineData(FeedPhase.WaitingForTopic, "topic 'orders' does not exist yet", "waiting: topic 'orders' does not exist yet")]
    [InlineData(FeedPhase.WaitingForDatabase, "Connection refused", "waiting for PostgreSQL: Connection refused")]
    [InlineData(FeedPhase.Faulted, "no such table", "nothing can be stored until this is mended: no such table")]
    [InlineData(FeedPhase.Stopped, null, "the feed has stopped")]
    public void Of_NotRunning_IsDownWithTheReason(FeedPhase phase, string? problem, string reason)
    {
        var health = FeedHealth.Of(Feed(phase, problem, Now, waiting: 500), Now, Now);

        Assert.Equal((FeedState.Down, reason), (health.State, health.Reason));
    }

    [Theory]
    [InlineData(1, 2.1, FeedState.Lagging)]
    [InlineData(1, 1.9, FeedState.Live)]
    [InlineData(0, 5, FeedState.Live)]
    [InlineData(1, 60, FeedState.Lagging)]
    public void Of_MessagesWait_IsLaggingAfterTwoSeconds(int waiting, double age, FeedState expected) =>
        Assert.Equal(expected, FeedHealth.Of(Feed(newest: Now.AddSeconds(-age), waiting: waiting), null, Now).State);

    [Fact]
    public void Of_SelfCheckIsRed_SaysSoBesideTheState()
    {
        var health = FeedHealth.Of(Feed(newest: Now) with { Rows = new RowAnswer(Now, "AAPL: 574 and 573 rows", 0) }, Now, Now);

        Assert.Equal((FeedState.Live, "every trade stored is on the screen; the self-check is red, see Pipeline"),
            (health.State, health.Reason));
    }

    [Fact]
    public void Of_Lagging_SaysHowFar()
    {
        var health = FeedHealth.Of(Feed(newest: Now.AddSeconds(-3.26), waiting: 1_234), null, Now);

        Assert.Equal("1,234 messages wait, 3.3 s behind", health.Reason);
    }

    [Theory]
    [InlineData(10.1, FeedState.Stale)]
    [InlineData(10.0, FeedState.Slow)]
    [InlineData(5.1, FeedState.Slow)]
    [InlineData(5.0, FeedState.Live)]
    [InlineData(-30, FeedState.Live)]
    public void Of_NothingNewAndNoRhythm_IsStaleAfterTenSeconds(double age, FeedState expected) =>
        Assert.Equal(expected, FeedHealth.Of(Feed(newest: Now.AddSeconds(-age)), null, Now).State);

    [Theory]
    [InlineData(299, FeedState.Live)]
    [InlineData(301, FeedState.Slow)]
    [InlineData(601, FeedState.Stale)]
    public void Of_OneBatchAMinute_IsJudgedByThat(double age, FeedState expected)
    {
        var newest = Now.AddSeconds(-age);

        var health = FeedHealth.Of(Feed(newest: newest, batches: Enumerable.Range(0, 20).Select(i => newest.AddMinutes(i - 19))),
            null, Now);

        Assert.Equal(expected, health.State);
        Assert.Equal(expected == FeedState.Stale ? "halted" : null, health.Word);
    }

    [Fact]
    public void Of_BacklogOfWhichNothingIsStored_IsLagging() =>
        Assert.Equal(FeedState.Lagging, FeedHealth.Of(Feed(newest: null, waiting: FeedHealth.UnreadAllowed + 1), null, Now).State);

    [Fact]
    public void Of_ClockOfTheProducerAhead_IsJudgedByWhatCame()
    {
        var feed = Feed(newest: Now.AddMinutes(4), batches: [Now.AddSeconds(-21), Now.AddSeconds(-20)]);

        Assert.Equal((FeedState.Stale, "halted"), (FeedHealth.Of(feed, null, Now).State, FeedHealth.Of(feed, null, Now).Word));
    }

    [Fact]
    public void Of_OldTradesArrive_IsStaleAndNotHalted()
    {
        var health = FeedHealth.Of(Feed(newest: Now.AddDays(-3), batches: [Now.AddSeconds(-2), Now.AddSeconds(-1)]), null, Now);

        Assert.Equal((FeedState.Stale, null), (health.State, health.Word));
        Assert.Contains("arrive", health.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FeedPhase.WaitingForKafka, 0, 1, "unreachable")]
    [InlineData(FeedPhase.WaitingForDatabase, 0, 1, "unreachable")]
    [InlineData(FeedPhase.Starting, 0, 1, null)]
    [InlineData(FeedPhase.Faulted, 0, 1, null)]
    [InlineData(FeedPhase.Running, 5, 60, "lagging")]
    [InlineData(FeedPhase.Running, 0, 60, "halted")]
    [InlineData(FeedPhase.Running, 0, 1, null)]
    public void Of_AnyFeed_SaysWhoseFaultItIs(FeedPhase phase, int waiting, double age, string? word) =>
        Assert.Equal(word, FeedHealth.Of(Feed(phase, newest: Now.AddSeconds(-age), waiting: waiting), null, Now).Word);

    [Fact]
    public void Of_ClockAhead_IsSaidAndAgesFromTheReceipt()
    {
        var ahead = Now.AddMinutes(5).AddSeconds(-1);

        var health = FeedHealth.Of(Feed(newest: ahead, batches: [Now.AddSeconds(-1)]), ahead, Now, default, Now.AddSeconds(-3));
        var later = FeedHealth.Of(Feed(newest: ahead, batches: [Now]), ahead, ahead.AddSeconds(1), default, Now);

        Assert.Equal(TimeSpan.FromSeconds(3), health.Age);
        Assert.EndsWith("a sender's clock ahead 4:59", health.Reason, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMinutes(5), later.Age);
        Assert.Equal(FeedState.Stale, later.State);
    }

    [Fact]
    public void Of_NoTradeEver_IsStaleAndNamesTheTopic()
    {
        var health = FeedHealth.Of(Feed(), null, Now);

        Assert.Equal(FeedState.Stale, health.State);
        Assert.Null(health.Age);
        Assert.Contains("'orders'", health.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 5, 1)]
    [InlineData(5, 1, 1)]
    [InlineData(null, 3, 3)]
    [InlineData(3, null, 3)]
    public void Of_Age_IsThatOfTheNewestEventKnown(int? storedAgo, int? shownAgo, int expected)
    {
        var health = FeedHealth.Of(
            Feed(newest: storedAgo is { } stored ? Now.AddSeconds(-stored) : null),
            shownAgo is { } shown ? Now.AddSeconds(-shown) : null,
            Now);

        Assert.Equal(TimeSpan.FromSeconds(expected), health.Age);
    }

    private static FeedStatus Feed(
        FeedPhase phase = FeedPhase.Running, string? problem = null, DateTime? newest = null, long waiting = 0,
        IEnumerable<DateTime>? batches = null) => new(
        "trades", "orders", "cluster", phase, problem, newest,
        ImmutableArray.Create(new PartitionStatus(new StoredOffset(0, 0, 100) { Accepted = 100 }, 100 + waiting, newest)),
        BatchRate.Empty with { Recent = [.. (batches ?? []).Select(at => new WrittenBatch(at, 1, default))] });
}
