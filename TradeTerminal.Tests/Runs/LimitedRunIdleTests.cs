using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Runs;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Runs;

public sealed class LimitedRunIdleTests
{
    private readonly FeedGauge _gauge = new("trades", "orders", new ScreenClock());

    [Fact]
    public void IsIdle_EndOfAPartitionIsNotHeardYet_IsNot()
    {
        Begin();
        Assert.False(LimitedRun.IsIdle(_gauge.Current));
        _gauge.EndOffsets(new Dictionary<int, long> { [0] = 10 });
        Assert.False(LimitedRun.IsIdle(_gauge.Current));

        _gauge.EndOffsets(new Dictionary<int, long> { [1] = 3 });
        Assert.True(LimitedRun.IsIdle(_gauge.Current));

        Begin();
        Assert.False(LimitedRun.IsIdle(_gauge.Current));
    }

    private void Begin()
    {
        _gauge.Begin("cluster", [new StoredOffset(0, 0, 10), new StoredOffset(1, 0, 3)]);
        _gauge.Phase(FeedPhase.Running);
    }
}
