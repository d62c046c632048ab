using TradeTerminal.Producers.Replay;
using TradeTerminal.Tests.Charts;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Producers.Replay;

public sealed class OfferedPlanTests : IDisposable
{
    private readonly ChartClock _clock = new();
    private readonly OfferedPlan _offered;

    public OfferedPlanTests() => _offered = new OfferedPlan(_clock);

    public void Dispose() => _offered.Dispose();

    [Fact]
    public void Take_Offered_IsThePlanOnce()
    {
        var plan = Plan("a");
        var offer = _offered.Offer(plan);

        Assert.Equal(("a", 1), (offer.Topic, offer.Events));
        Assert.Same(plan, _offered.Take(offer));
        Assert.Null(_offered.Take(offer));
        Assert.False(_offered.IsHeld);
    }

    [Fact]
    public void Offer_WhileOneWaits_TakesItsPlace()
    {
        var first = _offered.Offer(Plan("a"));
        var second = _offered.Offer(Plan("b"));

        Assert.Null(_offered.Take(first));
        _offered.Withdraw(first);
        Assert.Equal("b", _offered.Take(second)?.Topic);
    }

    [Fact]
    public void Take_AfterItsPatience_IsGone()
    {
        var offer = _offered.Offer(Plan("a"));

        _clock.Advance(OfferedPlan.Patience);

        Assert.Null(_offered.Take(offer));
    }

    [Fact]
    public async Task Offer_NobodyComesBack_IsLetGo()
    {
        using var offered = new OfferedPlan(new HastyTimers());

        offered.Offer(Plan("a"));

        await Eventually.TrueAsync(() => !offered.IsHeld, () => "The plan is let go");
    }

    private static ReplayPlan Plan(string topic) => new(
        Recordings.Read("indices", "timestamp,symbol,price,volume\n2025-12-15T09:00:00Z,A,1,1\n"), topic, "key", null, 0, true);

    /// <summary>Whose timers don't wait.</summary>
    private sealed class HastyTimers : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.FromMilliseconds(1), period);
    }
}
