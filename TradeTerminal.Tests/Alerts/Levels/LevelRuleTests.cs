using TradeTerminal.Alerts.Data;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Alerts.Levels;
using TradeTerminal.Ingest.Alerts.Rules;
using TradeTerminal.Ingest.Alerts.Settings;
using TradeTerminal.Ingest.Trades;
using static TradeTerminal.Tests.Alerts.Market;

namespace TradeTerminal.Tests.Alerts.Levels;

public sealed class LevelRuleTests
{
    [Theory]
    [InlineData(LevelDirection.Crosses, "189 189.99", 0)]
    [InlineData(LevelDirection.Crosses, "189 190", 1)]
    [InlineData(LevelDirection.Crosses, "189 191", 1)]
    [InlineData(LevelDirection.Crosses, "191 189", 1)]
    [InlineData(LevelDirection.Crosses, "191 190", 1)]
    [InlineData(LevelDirection.Crosses, "190 191", 0)]
    [InlineData(LevelDirection.Crosses, "191", 0)]
    [InlineData(LevelDirection.Above, "190", 0)]
    [InlineData(LevelDirection.Above, "190.01", 1)]
    [InlineData(LevelDirection.Above, "189 190.00000001 189 191", 1)]
    [InlineData(LevelDirection.Below, "190", 0)]
    [InlineData(LevelDirection.Below, "189.99 191 188", 1)]
    public void Judge_Once_FiresAtTheFirstPriceThere(LevelDirection direction, string prices, int fired) =>
        Assert.Equal(fired, Judge(TestLevel.Of("AAPL", 190, direction), prices).Count);

    [Theory]
    [InlineData(LevelDirection.Above, "191 192 193", 1)]
    [InlineData(LevelDirection.Above, "191 189 191", 2)]
    [InlineData(LevelDirection.Crosses, "189 191 189 191", 3)]
    public void Judge_Every_FiresEachTimeThePriceGetsThere(LevelDirection direction, string prices, int fired) =>
        Assert.Equal(fired, Judge(TestLevel.Of("AAPL", 190, direction, Repeat.Every), prices, apart: 60).Count);

    [Fact]
    public void Judge_EveryWithinAMinute_FiresOnce() =>
        Assert.Single(Judge(TestLevel.Of("AAPL", 190, LevelDirection.Crosses, Repeat.Every), "189 191 189 191 189", apart: 10));

    [Fact]
    public void Judge_NegativeLevel_IsCrossed() => Assert.Single(Judge(TestLevel.Of("AAPL", -30), "10 -37.63"));

    [Fact]
    public void Judge_Expired_IsSilent() =>
        Assert.Empty(Judge(TestLevel.Of("AAPL", 190, LevelDirection.Above) with { ExpiresAt = At(1) }, "1 191"));

    [Fact]
    public void Judge_OtherSymbolOrFeed_IsSilent()
    {
        Assert.Empty(Judge(TestLevel.Of("MSFT", 190, LevelDirection.Above), "191"));
        Assert.Empty(Judge(TestLevel.Of("AAPL", 190, LevelDirection.Above, feed: "quotes"), "191"));
    }

    [Fact]
    public void Judge_LatePrice_GivesNoVerdict()
    {
        var rules = new RuleRun<Trade, PricedState>(new TradeRules(), With(TestLevel.Of("AAPL", 190, LevelDirection.Above)));

        Assert.Empty(rules.Judge(Trade(10, 100)));
        Assert.Empty(rules.Judge(Trade(9, 191)));
        Assert.Single(rules.Judge(Trade(10, 191)));
    }

    [Theory]
    [InlineData(LevelDirection.Above, "189 190.5", "190.5 > 190")]
    [InlineData(LevelDirection.Below, "191 189.5", "189.5 < 190")]
    [InlineData(LevelDirection.Crosses, "189 190", "189 < 190 ≤ 190")]
    [InlineData(LevelDirection.Crosses, "191 185", "191 > 190 ≥ 185")]
    public void Condition_OfItsInputs_HoldsWhenComputedAgain(LevelDirection direction, string prices, string text)
    {
        var finding = Assert.Single(Judge(TestLevel.Of("AAPL", 190, direction) with { Note = "breakout" }, prices));
        var stored = new AlertRow { Kind = finding.Kind.Code(), Inputs = AlertInputs.ToJson(finding.Inputs) };

        Assert.Equal(new Condition(text, true), Condition.Of(stored, AlertFigures.Of(stored)));
        Assert.EndsWith("(breakout)", finding.Message);
    }

    [Fact]
    public void Id_TwoLevelsAtOnePrice_AreTwoAlerts()
    {
        var found = new RuleRun<Trade, PricedState>(
            new TradeRules(), With(TestLevel.Of("AAPL", 190, LevelDirection.Above), TestLevel.Of("AAPL", 191, LevelDirection.Above)))
            .Judge(Trade(0, 200));

        Assert.Equal(2, found.Select(one => one.ToAlert(AlertStore.Feed, "trades", Trade(0, 200)).AlertId).Distinct().Count());
    }

    private static List<Finding> Judge(Level level, string prices, double apart = 1)
    {
        var run = new RuleRun<Trade, PricedState>(new TradeRules(), With(level));
        return [.. prices.Split(' ').SelectMany((price, at) => run.Judge(Trade(at * apart, decimal.Parse(price))).ToArray())];
    }

    private static RuleSet With(params Level[] levels) =>
        RuleSet.Default with { PriceMove = new() { Enabled = false }, Levels = LevelSet.Of(levels, Start) };
}
