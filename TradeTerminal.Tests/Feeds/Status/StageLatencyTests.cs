using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Feeds.Status;

public sealed class StageLatencyTests
{
    private static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly ScreenClock _clock = new();
    private readonly StageLatency _latency;

    public StageLatencyTests() => _latency = new StageLatency("trades", _clock, null);

    [Fact]
    public void Committed_BrokersTime_IsThreeStages()
    {
        _latency.Committed(new Arrival(Noon, new BrokerTime(Noon.AddMilliseconds(2), BrokerClock.Broker), Noon.AddMilliseconds(7)),
            Noon.AddMilliseconds(19));

        var current = _latency.Current;
        Assert.Equal(
            [(Stage.Broker, 2.0), (Stage.Received, 5.0), (Stage.Committed, 12.0)],
            current.Stages.Select(figures => (figures.Stage, figures.Median.TotalMilliseconds)));
        Assert.Equal(BrokerClock.Broker, current.Clock);
    }

    [Fact]
    public void Committed_NoTimeOfKafka_LeavesItsStagesOut()
    {
        _latency.Committed(new Arrival(Noon, default, Noon.AddMilliseconds(7)), Noon.AddMilliseconds(19));

        Assert.Equal([Stage.Committed], _latency.Current.Stages.Select(figures => figures.Stage));
        Assert.Equal(BrokerClock.None, _latency.Current.Clock);
    }

    [Fact]
    public void Committed_ClocksDiffer_IsNeverLessThanNothing()
    {
        _latency.Committed(new Arrival(Noon, new BrokerTime(Noon.AddSeconds(-1), BrokerClock.Producer), Noon.AddSeconds(-2)),
            Noon.AddSeconds(-3));

        Assert.All(_latency.Current.Stages, figures => Assert.Equal(TimeSpan.Zero, figures.Worst99));
    }

    [Fact]
    public void Current_Samples_HaveNearestRankPercentiles()
    {
        foreach (var milliseconds in Enumerable.Range(1, 200).Reverse())
        {
            _latency.Record(Stage.Published, TimeSpan.FromMilliseconds(milliseconds));
        }

        Assert.Equal(
            new StageFigures(Stage.Published, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(198), 200),
            _latency.Current.Find(Stage.Published));
    }

    [Fact]
    public void Current_AMinuteLater_HasForgotten()
    {
        _latency.Record(Stage.Committed, TimeSpan.FromMilliseconds(1));
        _clock.Advance(StageLatency.Window / 2);
        _latency.Record(Stage.Committed, TimeSpan.FromMilliseconds(3));
        Assert.Equal(2, _latency.Current.Find(Stage.Committed)!.Samples);

        _clock.Advance(StageLatency.Window / 2 + TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromMilliseconds(3), _latency.Current.Find(Stage.Committed)!.Median);

        _clock.Advance(StageLatency.Window);
        Assert.Empty(_latency.Current.Stages);
    }

    [Fact]
    public void Record_TooMany_KeepsTheNewest()
    {
        for (var i = 0; i < StageLatency.Capacity + 100; i++)
        {
            _latency.Record(Stage.Total, TimeSpan.FromMilliseconds(i < 100 ? 9_000 : 1));
        }

        Assert.Equal((StageLatency.Capacity, TimeSpan.FromMilliseconds(1)),
            (_latency.Current.Find(Stage.Total)!.Samples, _latency.Current.Find(Stage.Total)!.Worst99));
    }
}
