using System.Text.Json;
using TradeTerminal.Producers.Synthetic;
using TradeTerminal.Producers.Synthetic.Prices;

namespace TradeTerminal.Tests.Producers.Synthetic;

public sealed class SyntheticTradersTests
{
    private static readonly string[] Symbols = [.. Equity.Symbols];

    [Fact]
    public void Advance_SameSeed_GivesTheSame()
    {
        Assert.Equal(Steps.Text(new SyntheticTraders(Symbols, 7, 1)), Steps.Text(new SyntheticTraders(Symbols, 7, 1)));
        Assert.NotEqual(Steps.Text(new SyntheticTraders(Symbols, 7, 1)), Steps.Text(new SyntheticTraders(Symbols, 8, 1)));
    }

    [Fact]
    public void Advance_Default_EachTraderReportsOneOfItsFewPositions()
    {
        var steps = Steps.Take(new SyntheticTraders(Symbols, 1, 1), 300);

        Assert.All(steps, step => Assert.Equal(
            Enumerable.Range(1, 20).Select(number => $"TRADER_{number:000}"), step.Select(report => report.Text("trader_id"))));
        var held = steps.SelectMany(step => step).GroupBy(report => report.Text("trader_id"))
            .Select(reports => reports.Select(report => report.Text("symbol")).Distinct().Count()).ToList();
        Assert.All(held, count => Assert.InRange(count, 1, 4));
        Assert.True(held.Distinct().Count() > 1);
        Assert.Equal(["trader_id", "symbol", "position_size", "avg_price", "current_pnl", "realized_pnl", "timestamp"], steps[0][0].Fields());
    }

    [Fact]
    public void Advance_ByAndBy_PositionsEvolveByTrades()
    {
        var changed = 0;
        foreach (var (before, after) in Successive(Steps.Take(new SyntheticTraders(Symbols, 2, 1), 400)))
        {
            var (from, to) = (before.Number("position_size"), after.Number("position_size"));
            changed += from == to ? 0 : 1;
            if (from == to || (Math.Sign(from) == Math.Sign(to) && Math.Abs(to) < Math.Abs(from)))
            {
                Assert.Equal(before.Number("avg_price"), after.Number("avg_price"));
            }
        }

        Assert.InRange(changed / (400.0 * 20), 0.2, 0.35);
    }

    [Fact]
    public void Advance_SameStep_EveryReportOfASymbolImpliesOnePrice()
    {
        foreach (var reports in Steps.Take(new SyntheticTraders(Symbols, 3, 1), 300)
            .SelectMany(step => step.Where(report => report.Number("position_size") != 0).GroupBy(report => report.Text("symbol"))))
        {
            // The P&L is rounded to cents: of a few shares it says less about the price than of many.
            var prices = reports.Select(report => (
                Price: report.Number("avg_price") + (report.Number("current_pnl") / report.Number("position_size")),
                Slack: 0.005m / Math.Abs(report.Number("position_size")))).ToList();
            Assert.True(prices.Max(price => price.Price - price.Slack) <= prices.Min(price => price.Price + price.Slack) + 0.000001m);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Advance_Normal_FewPositionsAreRisky(int seed)
    {
        var values = Values(Steps.Take(new SyntheticTraders(Symbols, seed, 1), 1_000));

        Assert.InRange(values.Count(value => value > 500_000) / (double)values.Count, 0, 0.05);
        Assert.DoesNotContain(values, value => value > 1_000_000);
    }

    [Fact]
    public void Advance_Stressed_ReachesLimitsAndLosses()
    {
        var steps = Steps.Take(new SyntheticTraders(Symbols, 1, 10), 1_000);

        Assert.Contains(Values(steps), value => value > 1_000_000);
        Assert.Contains(
            Steps.Take(new SyntheticTraders(Symbols, 1, 100), 1_000).SelectMany(step => step),
            report => report.Number("current_pnl") < -50_000);
    }

    [Fact]
    public void Advance_FewSymbols_HoldsNoneTwice()
    {
        var reports = Steps.Take(new SyntheticTraders(["A", "B"], 1, 1), 200).SelectMany(step => step);

        Assert.Equal(["A", "B"], reports.Select(report => report.Text("symbol")).Distinct().Order());
    }

    private static List<decimal> Values(List<List<JsonElement>> steps) =>
        [.. steps.SelectMany(step => step).Select(report => Math.Abs(report.Number("position_size") * report.Number("avg_price")))];

    private static IEnumerable<(JsonElement Before, JsonElement After)> Successive(List<List<JsonElement>> steps) =>
        from reports in steps.SelectMany(step => step).GroupBy(report => (report.Text("trader_id"), report.Text("symbol")))
        let list = reports.ToList()
        from i in Enumerable.Range(1, list.Count - 1)
        select (list[i - 1], list[i]);
}
