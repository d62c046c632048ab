using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Alerts.Settings;
using static TradeTerminal.Tests.Alerts.Market;

namespace TradeTerminal.Tests.Alerts.Rules;

public sealed class RiskTests
{
    private const double Day = 86_400;

    private static readonly RiskSettings Plain = new() { CoolDownSeconds = 0, Hysteresis = 0 };

    [Theory]
    [InlineData("4999.99", null)]
    [InlineData("5000", null)]
    [InlineData("5000.01", "warning")]
    [InlineData("-5000.01", "warning")]
    [InlineData("-5000", null)]
    [InlineData("10000", "warning")]
    [InlineData("10000.01", "limit_exceeded")]
    [InlineData("-10000.01", "limit_exceeded")]
    public void Judge_Value_WarnsAbove500000AndIsOverTheLimitAboveAMillion(string size, string? expected) =>
        Assert.Equal(expected, Find(Plain, Report(0, decimal.Parse(size))).SingleOrDefault()?.Severity.Code());

    [Theory]
    [InlineData("-49999.99", false)]
    [InlineData("-50000", false)]
    [InlineData("-50000.01", true)]
    [InlineData("50000.01", false)]
    public void Judge_DailyLoss_FiresBelowMinus50000(string pnl, bool fires)
    {
        var found = Find(Plain, Report(0, 1, pnl: decimal.Parse(pnl)));

        Assert.Equal(fires ? ["daily_loss_limit"] : [], found.Select(one => one.Severity.Code()));
    }

    [Fact]
    public void Judge_DailyLoss_SumsTheNewestReportOfEachPosition()
    {
        Assert.Empty(Find(Plain, Report(0, 1, pnl: -30_000), Report(1, 1, pnl: -40_000), Report(2, 1, pnl: -5_000, instrument: "MSFT")));

        var finding = Assert.Single(Find(
            Plain, Report(0, 1, pnl: -60_000, trader: "TRADER_002"), Report(0, 1, pnl: -30_000),
            Report(1, 1, pnl: -25_000, instrument: "MSFT")),
            one => one.Symbol == "TRADER_001");
        Assert.Contains(new AlertInput("pnl MSFT", -25_000m), finding.Inputs);
    }

    [Fact]
    public void Judge_ProfitElsewhere_OffsetsALoss() =>
        Assert.Empty(Find(Plain, Report(0, 1, pnl: 20_000, instrument: "MSFT"), Report(1, 1, pnl: -65_000)));

    [Fact]
    public void Judge_NextDay_StartsWithNoPositions()
    {
        var found = Find(
            Plain, Report(0, 6_000, pnl: -60_000), Report(Day - 1, 6_000, pnl: -60_000), Report(Day, 6_000, pnl: -10_000),
            Report(Day + 1, 1, pnl: -41_000, instrument: "MSFT"));

        Assert.Equal(["warning", "daily_loss_limit", "warning", "daily_loss_limit"], found.Select(one => one.Severity.Code()));
    }

    [Fact]
    public void Judge_LateReport_IsNotJudgedAndDoesNotReplaceANewerOne()
    {
        Assert.Empty(Find(Plain, Report(10, 1), Report(9, 1, pnl: -90_000)));
        Assert.Empty(Find(Plain, Report(Day, 1, instrument: "MSFT"), Report(Day - 1, 9_000, pnl: -90_000)));
    }

    [Fact]
    public void Judge_StaysOverTheLimit_SpeaksOnce() =>
        Assert.Single(Find(Plain, Report(0, 6_000), Report(1, 7_000), Report(2, 6_500)));

    [Fact]
    public void Judge_StaysOverTheLimitWithEvery_SpeaksEachTime() => Assert.Equal(
        3, Find(Plain with { Repeat = Repeat.Every }, Report(0, 6_000), Report(1, 7_000), Report(2, 6_500)).Count);

    [Fact]
    public void Judge_GrowsFromWarningOverTheLimit_SpeaksOfBoth() => Assert.Equal(
        ["warning", "limit_exceeded"],
        Find(new RiskSettings(), Report(0, 6_000), Report(1, 11_000), Report(2, 6_000)).Select(one => one.Severity.Code()));

    [Theory]
    [InlineData(4_500, 1)]
    [InlineData(4_499.99, 2)]
    public void Judge_Hysteresis_ArmsAgainOnlyBelowALowerValue(double between, int expected)
    {
        var found = Find(Plain with { Hysteresis = 0.1m }, Report(0, 6_000), Report(1, (decimal)between), Report(2, 6_000));

        Assert.Equal(expected, found.Count);
    }

    [Fact]
    public void Judge_HysteresisOfTheGraverLimit_IsItsOwn()
    {
        var wide = Plain with { Hysteresis = 0.1m };

        Assert.Equal(2, Find(wide, Report(0, 6_000), Report(1, 11_000), Report(2, 9_500), Report(3, 11_000)).Count);
        Assert.Equal(3, Find(wide, Report(0, 6_000), Report(1, 11_000), Report(2, 8_000), Report(3, 11_000)).Count);
    }

    [Fact]
    public void Judge_OverTheLimitWhenTheCoolDownEnds_SpeaksThen()
    {
        var cool = Plain with { CoolDownSeconds = 60 };

        var found = Find(cool, Report(0, 6_000), Report(1, 100), Report(30, 6_100), Report(60, 6_200), Report(61, 6_300));

        Assert.Equal([6_000m, 6_200m], found.Select(one => one.Inputs[1].Value));
    }

    [Fact]
    public void Judge_TwoPositions_AreTwoThings() =>
        Assert.Equal(2, Find(new RiskSettings(), Report(0, 6_000), Report(1, 6_000, instrument: "MSFT")).Count);

    [Fact]
    public void Judge_MorePositionsThanAreKept_ForgetsTheOldest()
    {
        var reports = Enumerable.Range(0, Ingest.Alerts.Rules.TraderState.MostPositions + 1)
            .Select(i => Report(i, 1, pnl: i == 0 ? -49_000 : -1, instrument: $"S{i}"));

        Assert.Empty(Find(Plain, [.. reports, Report(1_000, 1, pnl: -2_000, instrument: "S5")]));
    }
}
