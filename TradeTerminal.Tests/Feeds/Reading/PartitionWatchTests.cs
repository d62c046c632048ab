using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Feeds.Reading;

public sealed class PartitionWatchTests
{
    private readonly ScreenClock _clock = new();
    private readonly Dictionary<int, long> _next = new() { [0] = 100, [1] = 100 };
    private readonly PartitionWatch _watch;

    public PartitionWatchTests() => _watch = new PartitionWatch(_clock);

    [Fact]
    public void TakeStuck_OneGivesNothingWhileTheOtherFlows_IsThatOne()
    {
        for (var second = 0; second < 16; second++)
        {
            _next[0] += 50;
            Ends(_next[0] + 10, 107);
            Drain(2);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([(1, 7L)], _watch.TakeStuck());
        Assert.Empty(_watch.TakeStuck());
    }

    /// <summary>What the others have fetched lies before it.</summary>
    [Fact]
    public void TakeStuck_BehindABacklogOfOthers_IsNotStuck()
    {
        Ends(5_000_000, 107);

        _clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Empty(_watch.TakeStuck());
    }

    /// <summary>A check of ours, or a database that hangs: nothing could come while nobody read.</summary>
    [Fact]
    public void TakeStuck_NothingWasReadMeanwhile_IsNotStuck()
    {
        Ends(100, 107);
        Drain(1);

        _clock.Advance(TimeSpan.FromMinutes(1));
        Drain(1);

        Assert.Empty(_watch.TakeStuck());
    }

    [Fact]
    public void TakeStuck_SomethingCame_BeginsAnew()
    {
        Ends(100, 107);
        Drain(PartitionWatch.LeastDrains);
        _clock.Advance(TimeSpan.FromSeconds(14));
        _next[1] = 101;
        Drain(PartitionWatch.LeastDrains);
        _clock.Advance(TimeSpan.FromSeconds(14));
        Drain(1);
        Assert.Empty(_watch.TakeStuck());

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([(1, 6L)], _watch.TakeStuck());
    }

    [Theory]
    [InlineData(100)]
    [InlineData(null)]
    public void TakeStuck_NothingWaitsOrNobodyKnows_IsNotStuck(int? end)
    {
        Ends(100, 107);
        Drain(PartitionWatch.LeastDrains);
        Ends(100, end);

        _clock.Advance(TimeSpan.FromMinutes(1));
        Drain(1);

        Assert.Empty(_watch.TakeStuck());
    }

    [Fact]
    public void TakeStuck_ReadAnewAndStillNothing_IsStuckAgain()
    {
        Ends(100, 107);
        for (var round = 0; round < 2; round++)
        {
            Drain(PartitionWatch.LeastDrains);
            _clock.Advance(PartitionWatch.Patience);
            Assert.Equal([(1, 7L)], _watch.TakeStuck());
        }
    }

    [Fact]
    public void FindStuck_ReadAnew_IsSaidUntilSomethingComes()
    {
        Hang();

        Assert.Equal("partition 1: 7 messages wait and none came for 15 s; reading it anew", _watch.FindStuck(_next, []));
        Assert.Null(_watch.FindStuck(_next, []));
        Assert.NotNull(_watch.Problem);
        _next[1] = 107;
        Assert.Null(_watch.FindStuck(_next, []));
        Assert.Null(_watch.Problem);
    }

    [Fact]
    public void FindStuck_ReadingAnewDidNotHelp_AsksForAnotherConsumer()
    {
        Hang();
        _watch.FindStuck(_next, []);
        Hang();

        Assert.Throws<TimeoutException>(() => _watch.FindStuck(_next, []));
    }

    [Fact]
    public void FindStuck_KnownToBeUnreadable_IsLeftToThat()
    {
        Hang();

        Assert.Null(_watch.FindStuck(_next, [1]));
    }

    private void Hang()
    {
        Ends(100, 107);
        Drain(PartitionWatch.LeastDrains);
        _clock.Advance(PartitionWatch.Patience);
    }

    private void Ends(long first, long? second)
    {
        var ends = new Dictionary<int, long> { [0] = first };
        if (second is { } end)
        {
            ends[1] = end;
        }

        _watch.Ends(ends, _next);
    }

    private void Drain(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _watch.Drained(_next);
        }
    }
}
