using TradeTerminal.Producers.Replay;

namespace TradeTerminal.Tests.Producers.Replay;

public sealed class ReplayTimingTests
{
    private static readonly DateTime First = new(2025, 12, 15, 9, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(1, 60)]
    [InlineData(10, 6)]
    [InlineData(0.5, 120)]
    public void Until_Running_IsTheRestDividedByTheSpeed(double factor, double seconds)
    {
        var timing = Running(new ReplaySpeed(factor));

        Assert.Equal(Seconds(seconds), timing.Until(First.AddSeconds(60), Seconds(0)));
        Assert.Equal(TimeSpan.Zero, timing.Until(First.AddSeconds(60), Seconds(seconds)));
        Assert.True(timing.Until(First, Seconds(1)) < TimeSpan.Zero);
    }

    [Fact]
    public void Until_AsFastAsPossible_IsAlwaysNow() =>
        Assert.Equal(TimeSpan.Zero, Running(ReplaySpeed.AsFastAsPossible).Until(First.AddDays(300), Seconds(0)));

    [Fact]
    public void Until_NotResumed_IsNever() =>
        Assert.Null(new ReplayTiming(First, ReplaySpeed.Original).Until(First, Seconds(100)));

    [Fact]
    public void Hold_ThenResume_LeavesOutThePause()
    {
        var timing = Running(ReplaySpeed.Original);

        timing.Hold(Seconds(20));
        Assert.Null(timing.Until(First.AddSeconds(60), Seconds(500)));
        timing.Resume(Seconds(1_000));

        Assert.Equal(Seconds(40), timing.Until(First.AddSeconds(60), Seconds(1_000)));
    }

    [Fact]
    public void Change_Midway_CountsFromHereOn()
    {
        var timing = Running(ReplaySpeed.Original);

        timing.Change(new ReplaySpeed(10), Seconds(30));

        Assert.Equal(Seconds(3), timing.Until(First.AddSeconds(60), Seconds(30)));
    }

    [Fact]
    public void Change_WhileHeld_StaysHeld()
    {
        var timing = new ReplayTiming(First, ReplaySpeed.Original);

        timing.Change(new ReplaySpeed(10), Seconds(30));
        Assert.True(timing.IsHeld);
        timing.Resume(Seconds(30));

        Assert.Equal(Seconds(6), timing.Until(First.AddSeconds(60), Seconds(30)));
    }

    [Fact]
    public void Change_FromAsFastAsPossible_GoesOnFromTheLastEventSent()
    {
        var timing = Running(ReplaySpeed.AsFastAsPossible);
        timing.Sent(First.AddSeconds(50));

        timing.Change(ReplaySpeed.Original, Seconds(3));

        Assert.Equal(Seconds(10), timing.Until(First.AddSeconds(60), Seconds(3)));
    }

    [Fact]
    public void Sent_WhileHeld_ResumesFromTheStep()
    {
        var timing = new ReplayTiming(First, ReplaySpeed.Original);
        timing.Sent(First.AddSeconds(50));

        timing.Resume(Seconds(7));

        Assert.Equal(Seconds(10), timing.Until(First.AddSeconds(60), Seconds(7)));
    }

    [Fact]
    public void Until_FastForLong_DoesNotOverflow()
    {
        var timing = Running(new ReplaySpeed(ReplaySpeed.Most));

        Assert.True(timing.Until(First, TimeSpan.FromDays(100_000)) < TimeSpan.Zero);
    }

    [Fact]
    public void Until_FarAhead_IsBounded()
    {
        var timing = Running(new ReplaySpeed(ReplaySpeed.Least));

        Assert.Equal(TimeSpan.FromDays(1), timing.Until(First.AddYears(5_000), Seconds(0)));
    }

    private static ReplayTiming Running(ReplaySpeed speed)
    {
        var timing = new ReplayTiming(First, speed);
        timing.Resume(TimeSpan.Zero);
        return timing;
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
