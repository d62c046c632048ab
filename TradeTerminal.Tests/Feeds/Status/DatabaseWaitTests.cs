using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Market.Health;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Feeds.Status;

/// <summary>A database that hangs says nothing: only how long it has been asked tells.</summary>
public sealed class DatabaseWaitTests
{
    private readonly ScreenClock _clock = new();
    private readonly FeedGauge _gauge;

    public DatabaseWaitTests()
    {
        _gauge = new FeedGauge("trades", "orders", _clock);
        _gauge.Phase(FeedPhase.Running);
    }

    [Theory]
    [InlineData(0.9, FeedPhase.Running, null, FeedState.Stale)]
    [InlineData(3, FeedPhase.Running, "PostgreSQL slow, 3 s", FeedState.Lagging)]
    [InlineData(7, FeedPhase.WaitingForDatabase, "no answer for 7 s", FeedState.Down)]
    public void Current_BatchInFlight_SaysHowLong(double seconds, FeedPhase phase, string? problem, FeedState state)
    {
        _gauge.Wait.Begin();
        _clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal((phase, problem), (_gauge.Current.Phase, _gauge.Current.Problem));
        Assert.Equal(state, FeedHealth.Of(_gauge.Current, null, _clock.UtcNow).State);
    }

    /// <summary>A large batch of a backlog is at work, not kept waiting.</summary>
    [Theory]
    [InlineData(20_000, 2.9, null)]
    [InlineData(20_000, 3.1, "PostgreSQL slow, 3 s")]
    public void Current_LargeBatchInFlight_MayTakeLonger(int rows, double seconds, string? problem)
    {
        _gauge.Wait.Begin(rows);
        _clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(problem, _gauge.Current.Problem);
        _gauge.Wait.End();
        Assert.Equal(problem is not null, _gauge.Current.LastHold is not null);
    }

    [Fact]
    public void Current_DatabaseAnsweredAgain_IsRunningAndTheEpisodeIsSaidForTenMinutes()
    {
        _gauge.Wait.Begin();
        _clock.Advance(TimeSpan.FromSeconds(25));
        _gauge.Wait.End();
        var until = _clock.UtcNow;

        Assert.Equal((FeedPhase.Running, null), (_gauge.Current.Phase, _gauge.Current.Problem));
        Assert.Contains("PostgreSQL held 25 s until 14:30:25 UTC",
            FeedHealth.Of(_gauge.Current, until, until).Reason, StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromMinutes(11));
        Assert.DoesNotContain("held", FeedHealth.Of(_gauge.Current, _clock.UtcNow, _clock.UtcNow).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Written_RejectsAmongThem_AreTheShareOfTheLastMinute()
    {
        _gauge.Begin("cluster", [new StoredOffset(0, 0, 0)]);
        _gauge.Written([new PartitionAdvance(0, 0) { To = 11, Messages = 11, Accepted = 4, Inserted = 4, Rejected = 7 }], null, default);

        Assert.Equal((11, 7), _gauge.Current.Rejects.Of(_clock.UtcNow));
        _clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal((0, 0), _gauge.Current.Rejects.Of(_clock.UtcNow));
    }

    [Fact]
    public void LagSeconds_SendersClockAhead_IsHowLongMessagesWait()
    {
        _gauge.Begin("cluster", [new StoredOffset(0, 0, 0)]);
        _gauge.Written(
            [new PartitionAdvance(0, 0) { To = 1, Messages = 1, Accepted = 1, Inserted = 1, Newest = _clock.UtcNow.AddMinutes(4) }],
            _clock.UtcNow.AddMinutes(4), default);
        _gauge.EndOffsets(new Dictionary<int, long> { [0] = 120_000 });
        _clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(120, _gauge.Current.LagSeconds(_clock.UtcNow));
        Assert.Equal(FeedState.Lagging, FeedHealth.Of(_gauge.Current, null, _clock.UtcNow).State);
    }
}
