using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Alerts.Settings;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Ticks;
using static TradeTerminal.Tests.Alerts.Market;

namespace TradeTerminal.Tests.Alerts.Rules;

public sealed class VolumeSpikeTests
{
    private static readonly VolumeSpikeSettings Plain = new() { CoolDownSeconds = 0, Hysteresis = 0 };

    [Theory]
    [InlineData(299, null)]
    [InlineData(300, null)]
    [InlineData(301, "high")]
    [InlineData(500, "high")]
    [InlineData(501, "extreme")]
    [InlineData(0, null)]
    public void Judge_AgainstTheMeanOf20_FiresAbove3And5Times(int volume, string? expected) =>
        Assert.Equal(expected, Find(Plain, After(20, volume)).SingleOrDefault()?.Severity.Code());

    [Theory]
    [InlineData(0, 0)]
    [InlineData(19, 0)]
    [InlineData(20, 1)]
    [InlineData(21, 1)]
    public void Judge_TicksBefore_NeedsTwenty(int before, int expected) =>
        Assert.Equal(expected, Find(Plain, After(before, 10_000)).Count);

    [Fact]
    public void Judge_OlderThanTwentyTicks_CountsNoMore()
    {
        Tick[] ticks = [Tick(0, 100, 1_000_000), .. After(20, 301)];

        Assert.Equal("high", Find(Plain, ticks).Single().Severity.Code());
    }

    [Fact]
    public void Judge_TheTickItself_IsNotInTheMean()
    {
        // With it the mean would be (20 × 100 + 301) ÷ 21 = 109.6 and 301 below three times that.
        Assert.Single(Find(Plain, After(20, 301)));
    }

    [Fact]
    public void Judge_Venues_ShareTheTicksOfASymbol()
    {
        var found = Find(Plain,
        [
            .. Enumerable.Range(0, 20).Select(i => Quote(i, i % 2 == 0 ? "NYSE" : "BATS", volume: 100)),
            Quote(20, "NASDAQ", volume: 400),
            Quote(21, "NASDAQ", volume: 400, symbol: "MSFT"),
        ]);

        Assert.Equal("NASDAQ", Assert.Single(found).Venue);
    }

    [Fact]
    public void Judge_LateTick_IsNeitherJudgedNorCounted()
    {
        Tick[] late = [.. After(20, 100), Tick(5, 100, 1_000_000), Tick(22, 100, 301)];

        Assert.Equal("high", Assert.Single(Find(Plain, late)).Severity.Code());
    }

    [Theory]
    [InlineData(false, 130, null)]
    [InlineData(true, 121, "anomaly")]
    [InlineData(true, 120, null)]
    [InlineData(true, 80, null)]
    [InlineData(true, 79, "anomaly")]
    [InlineData(true, 301, "high")]
    public void Judge_ZScore_FiresAbove2EitherWayWhenSwitchedOn(bool enabled, int volume, string? expected)
    {
        // Ten of 90 and ten of 110: mean 100, standard deviation 10.
        Tick[] ticks = [.. Enumerable.Range(0, 20).Select(i => Tick(i, 100, i % 2 == 0 ? 90 : 110)), Tick(20, 100, volume)];

        Assert.Equal(expected, Find(Plain with { AnomalyEnabled = enabled }, ticks).SingleOrDefault()?.Severity.Code());
    }

    [Fact]
    public void Judge_NoVolumeBefore_GivesNoVerdict() =>
        Assert.Empty(Find(Plain, [.. Enumerable.Range(0, 20).Select(i => Tick(i, 100)), Tick(20, 100, 5)]));

    [Fact]
    public void Judge_CoolDown_LetsAGraverSpikePass()
    {
        var cool = Plain with { CoolDownSeconds = 60 };
        Tick[] ticks = [.. After(20, 400), Tick(21, 100, 450), Tick(22, 100, 900), Tick(23, 100, 1_000)];

        Assert.Equal(["high", "extreme"], Find(cool, ticks).Select(one => one.Severity.Code()));
    }

    [Fact]
    public void Judge_CoolDown_EndsWithEventTime()
    {
        var cool = Plain with { CoolDownSeconds = 60 };
        Tick[] ticks = [.. After(20, 400), Tick(79.999999, 100, 450), Tick(80, 100, 460)];

        Assert.Equal([At(20), At(80)], TimesOf(cool, ticks));
    }

    private static Tick[] After(int before, decimal volume) =>
        [.. Enumerable.Range(0, before).Select(i => Tick(i, 100, 100)), Tick(before, 100, volume)];

    private static List<DateTime> TimesOf(RuleSettings settings, Tick[] ticks)
    {
        var run = new Ingest.Alerts.Rules.RuleRun<Tick, Ingest.Alerts.Rules.PricedState>(
            Ingest.Ticks.TickRules.Indices(), RuleSet.Only(settings));
        return [.. ticks.Where(tick => run.Judge(tick).Count > 0).Select(tick => tick.EventTime)];
    }
}
