using TradeTerminal.Producers;
using TradeTerminal.Producers.Synthetic;

namespace TradeTerminal.Tests.Producers.Synthetic;

public sealed class PaceTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(20, 0.5, 0, 10)]
    [InlineData(20, 0.5, 10, 0)]
    [InlineData(20, 3_600, 0, 1_000)]
    [InlineData(100_000, 3_600, 0, 10_000)]
    [InlineData(0, 0, 0, 1_000)]
    public void Due_Rate_CatchesUpWithinABurst(int rate, double seconds, long sent, long due) =>
        Assert.Equal(due, new Pace(new ProducerSettings(rate, ["A"], 1)).Due(TimeSpan.FromSeconds(seconds), sent));

    [Fact]
    public void TryStep_Interval_OncePerInterval()
    {
        var pace = Every(Second);

        Assert.True(pace.TryStep(TimeSpan.Zero));
        Assert.False(pace.TryStep(TimeSpan.FromSeconds(0.99)));
        Assert.True(pace.TryStep(TimeSpan.FromSeconds(1.02)));
        Assert.False(pace.TryStep(TimeSpan.FromSeconds(1.99)));
        Assert.True(pace.TryStep(TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public void TryStep_AfterAPause_LeavesOutWhatWasMissed()
    {
        var pace = Every(Second);

        Assert.True(pace.TryStep(TimeSpan.Zero));
        Assert.True(pace.TryStep(TimeSpan.FromSeconds(60.5)));
        Assert.False(pace.TryStep(TimeSpan.FromSeconds(60.9)));
        Assert.True(pace.TryStep(TimeSpan.FromSeconds(61)));
    }

    /// <summary>One event in each share of time, at no beat.</summary>
    [Fact]
    public void Due_Rate_FallsAnywhereInItsShareOfTime()
    {
        var pace = new Pace(new ProducerSettings(20, ["A"], 1));
        var (sent, times) = (0L, new List<double>());
        for (var at = 0.0; at < 50; at += 0.001)
        {
            var due = pace.Due(TimeSpan.FromSeconds(at), sent);
            Assert.InRange(due, -1, 1);
            if (due == 1)
            {
                // Looked at each millisecond, it may be found in the next one.
                Assert.InRange((at * 20) - sent++, 0, 1.03);
                times.Add(at);
            }
        }

        var gaps = times.Zip(times.Skip(1), (from, to) => to - from).ToList();
        Assert.Equal(1_000, sent);
        Assert.Equal(0.05, gaps.Average(), 0.001);
        Assert.InRange(Math.Sqrt(gaps.Average(gap => (gap - 0.05) * (gap - 0.05))), 0.015, 0.025);
    }

    [Fact]
    public void TryStep_Rate_Always() => Assert.True(new Pace(new ProducerSettings(1, ["A"], 1)).TryStep(TimeSpan.Zero));

    [Fact]
    public void Wait_Any_StaysWithinItsBounds()
    {
        var slow = Every(TimeSpan.FromMinutes(1));
        Assert.True(slow.TryStep(TimeSpan.Zero));

        Assert.Equal(TimeSpan.FromMilliseconds(50), slow.Wait(Second, 1));
        Assert.InRange(new Pace(new ProducerSettings(20, ["A"], 1)).Wait(TimeSpan.FromMilliseconds(40), 0).TotalMilliseconds, 2, 10);
        Assert.Equal(TimeSpan.FromMilliseconds(2), new Pace(new ProducerSettings(1_000, ["A"], 1)).Wait(Second, 0));
        Assert.Equal(TimeSpan.FromMilliseconds(2), new Pace(new ProducerSettings(0, ["A"], 1)).Wait(Second, 0));
    }

    private static Pace Every(TimeSpan interval) => new(new ProducerSettings(0, ["A"], 1, interval));
}
