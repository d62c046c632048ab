using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Pipeline.Incidents;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Pipeline.Incidents;

public sealed class MeterTests
{
    private readonly ScreenClock _clock = new();
    private readonly SurgeMeter _surges = new();
    private long _arrived;

    [Fact]
    public void Surge_FiftyTimesTheUsual_IsSeenFromItsFirstToItsLastSecond()
    {
        Quiet(40);
        var began = _clock.UtcNow;

        var first = Come(1_000);
        Come(1_000);
        Come(1_000);
        var ended = _clock.UtcNow;
        var after = Come(20);

        Assert.Equal(new Wave(began, began.AddSeconds(1), 1_000), first);
        Assert.Equal(new Wave(began, ended, 3_000), after);
        Assert.Null(Quiet(5));
    }

    [Theory]
    [InlineData(190, "fewer than are ever a surge")]
    [InlineData(0, "nothing")]
    public void Surge_UsualOrFew_IsNone(int messages, string what)
    {
        Quiet(40);

        Assert.True(Come(messages) is null, what);
    }

    /// <summary>What has piled up behind a broker that was away comes at once, and is no surge; nor is the first minute of a run.</summary>
    [Fact]
    public void Surge_NothingIsUsualYet_IsNone()
    {
        Quiet(40);
        Assert.Null(_surges.Add(_arrived, _clock.UtcNow, counts: false));

        Assert.Null(Come(50_000));
        Quiet(SurgeMeter.Learns - 2);
        Assert.Null(Come(300));
    }

    /// <summary>A reject of a while ago does not belong to them, and those before the window is over do.</summary>
    [Fact]
    public void Rejects_OverAHundredth_CountFromTheFirstToTheLast()
    {
        var meter = new RejectMeter();
        var share = RejectShare.Empty.With(_clock.GetUtcNow(), 100, 1);
        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Null(meter.Add(Feed(share, 1), _clock.UtcNow));
        var began = _clock.UtcNow;
        share = share.With(_clock.GetUtcNow(), 100, 8);
        Assert.Equal(new Wave(began, began.AddSeconds(1), 8), meter.Add(Feed(share, 9), _clock.UtcNow));

        _clock.Advance(TimeSpan.FromSeconds(5));
        share = share.With(_clock.GetUtcNow(), 100, 30);
        _clock.Advance(TimeSpan.FromSeconds(40));

        Assert.Equal(new Wave(began, began.AddSeconds(6), 38), meter.Add(Feed(share, 39), _clock.UtcNow));
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(meter.Add(Feed(share, 39), _clock.UtcNow));
    }

    private static FeedStatus Feed(RejectShare share, long rejected) => new(
        "trades", "orders", null, FeedPhase.Running, null, null,
        [new PartitionStatus(new StoredOffset(0, 0, 1_000) { Rejected = rejected }, 1_000, null)], BatchRate.Empty)
    {
        Rejects = share,
    };

    private Wave? Quiet(int seconds) => Enumerable.Range(0, seconds).Select(_ => Come(20)).ToList()[^1];

    private Wave? Come(int messages)
    {
        _clock.Advance(TimeSpan.FromSeconds(1));
        return _surges.Add(_arrived += messages, _clock.UtcNow, counts: true);
    }
}
