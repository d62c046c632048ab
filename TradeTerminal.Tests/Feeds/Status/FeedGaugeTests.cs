using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Feeds.Status;

public sealed class FeedGaugeTests
{
    private static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly ScreenClock _clock = new();
    private readonly FeedGauge _gauge;

    public FeedGaugeTests() => _gauge = new FeedGauge("trades", "orders", _clock);

    [Fact]
    public void Written_Batch_MovesThePositionAndTheCounts()
    {
        _gauge.Begin("cluster", [At(1, 10), At(0, 5)]);
        _gauge.Written(
            [new PartitionAdvance(1, 10) { To = 20, Messages = 8, Accepted = 6, Rejected = 2, Inserted = 5, Skipped = 2, Newest = Noon }],
            Noon, TimeSpan.FromMilliseconds(3));

        var status = _gauge.Current;

        Assert.Equal([0, 1], status.Partitions.Select(partition => partition.Position.Partition));
        Assert.Equal(new StoredOffset(1, 10, 20) { Accepted = 5, Duplicates = 1, Rejected = 2, Skipped = 2 },
            status.Partitions[1].Position);
        Assert.Null(status.Doubt);
        Assert.Equal((5L, 1L, 2L, 2L), (status.Accepted, status.Duplicates, status.Rejected, status.Skipped));
        Assert.Equal(Noon, status.NewestEventTime);
        Assert.Equal(8, status.Rate.Recent.Single().Messages);
    }

    [Fact]
    public void Written_LateTrades_NeverMoveTheNewestEventBack()
    {
        _gauge.Begin("cluster", [At(0, 0)]);
        _gauge.Written([new PartitionAdvance(0, 0) { To = 1, Messages = 1, Accepted = 1, Inserted = 1, Newest = Noon }], Noon, default);
        _gauge.Written(
            [new PartitionAdvance(0, 1) { To = 2, Messages = 1, Accepted = 1, Inserted = 1, Newest = Noon.AddHours(-1) }],
            Noon.AddHours(-1), default);

        Assert.Equal(Noon, _gauge.Current.NewestEventTime);
        Assert.Equal(Noon, _gauge.Current.Partitions[0].NewestEventTime);
    }

    [Fact]
    public void Written_EventAheadOfOurClock_IsAsOldAsItsReceipt()
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        _gauge.Begin("cluster", [At(0, 0)]);
        _gauge.Written([new PartitionAdvance(0, 0) { To = 1, Messages = 1, Accepted = 1, Inserted = 1, Newest = now.AddMinutes(4) }],
            now.AddMinutes(4), default);

        var status = _gauge.Current;

        Assert.Equal((now, now), (status.NewestSeen, status.Partitions[0].NewestSeen));
        Assert.Equal(now.AddMinutes(4), status.NewestEventTime);
    }

    [Fact]
    public void EndOffsets_AheadOfUs_AreLag()
    {
        _gauge.Begin("cluster", [At(0, 10), At(1, 10)]);
        _gauge.EndOffsets(new Dictionary<int, long> { [0] = 25, [1] = 10 });

        Assert.Equal(15, _gauge.Current.LagRecords);
        Assert.Equal(0, _gauge.Current.LagSeconds(Noon));
        _gauge.Written([new PartitionAdvance(0, 10) { To = 20, Messages = 10, Accepted = 10, Newest = Noon }], Noon, default);
        Assert.Equal(5, _gauge.Current.LagRecords);
        Assert.Equal(90, _gauge.Current.LagSeconds(Noon.AddSeconds(90)));
    }

    [Fact]
    public void Begin_Again_KeepsWhatIsKnownOfTheLog()
    {
        _gauge.Begin("cluster", [At(0, 0)]);
        _gauge.EndOffsets(new Dictionary<int, long> { [0] = 100 });
        _gauge.Begin("cluster", [At(0, 40), At(1, 7)]);

        Assert.Equal([100L, 7L], _gauge.Current.Partitions.Select(partition => partition.EndOffset));
    }

    /// <summary>Else a backlog found at the start, or after an outage, would look like a reader that hangs.</summary>
    [Fact]
    public void SinceProgress_Backlog_CountsFromTheBeginningOfReading()
    {
        _clock.Advance(TimeSpan.FromMinutes(10));
        _gauge.Begin("cluster", [At(0, 0)]);
        _gauge.EndOffsets(new Dictionary<int, long> { [0] = 100 });
        Assert.Equal(TimeSpan.Zero, _gauge.SinceProgress);

        _clock.Advance(TimeSpan.FromSeconds(20));
        _gauge.EndOffsets(new Dictionary<int, long> { [0] = 200 });
        Assert.Equal(TimeSpan.FromSeconds(20), _gauge.SinceProgress);

        _gauge.EndOffsets(new Dictionary<int, long> { [0] = 0 });
        Assert.Equal(TimeSpan.Zero, _gauge.SinceProgress);
    }

    [Fact]
    public void Phase_Changed_SaysWhy()
    {
        _gauge.Phase(FeedPhase.WaitingForKafka, "no answer");
        Assert.Equal((FeedPhase.WaitingForKafka, "no answer"), (_gauge.Current.Phase, _gauge.Current.Problem));

        _gauge.Phase(FeedPhase.Running);
        Assert.Equal((FeedPhase.Running, null), (_gauge.Current.Phase, _gauge.Current.Problem));
    }

    private static StoredOffset At(int partition, long next) => new(partition, next, next);
}
