using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Producers.Synthetic;
using TradeTerminal.Producers.Synthetic.Prices;

namespace TradeTerminal.Tests.Producers.Synthetic;

public sealed partial class SyntheticCommoditiesTests
{
    private const int Count = 3_000;

    private readonly List<List<JsonElement>> _steps = Steps.Take(new SyntheticCommodities(["OIL", "GOLD", "WHEAT"], 5), Count);

    [Fact]
    public void Advance_SameSeed_GivesTheSame()
    {
        Assert.Equal(Steps.Text(new SyntheticCommodities(["OIL"], 7)), Steps.Text(new SyntheticCommodities(["OIL"], 7)));
        Assert.NotEqual(Steps.Text(new SyntheticCommodities(["OIL"], 7)), Steps.Text(new SyntheticCommodities(["OIL"], 8)));
    }

    [Fact]
    public void Advance_AnotherTime_OpensTradesOfItsOwnButOtherwiseTheSame()
    {
        string Run(int days)
        {
            var feed = new SyntheticCommodities(["OIL"], 7);
            return string.Join('\n', Enumerable.Range(0, 60).SelectMany(i => Steps.Next(feed, Steps.Start.AddDays(days).AddSeconds(i)))
                .Select(sent => System.Text.Encoding.UTF8.GetString(sent.Value)));
        }

        Assert.Empty(Ids(Run(0)).Intersect(Ids(Run(1))));
        Assert.NotEmpty(Ids(Run(0)));
        Assert.Equal(TimeOrId().Replace(Run(0), "*"), TimeOrId().Replace(Run(1), "*"));
    }

    [Fact]
    public void Advance_EachStep_TicksEveryCommodityWithinItsBounds()
    {
        var last = new Dictionary<string, decimal> { ["Oil"] = 100, ["Gold"] = 100, ["Wheat"] = 100 };
        foreach (var step in _steps)
        {
            var ticks = step.Where(record => Is(record, "PriceTick")).ToList();
            Assert.Equal(["Oil", "Gold", "Wheat"], ticks.Select(tick => tick.Text("commodity")));
            foreach (var tick in ticks)
            {
                var price = tick.Number("CurrentPrice");
                Assert.InRange(price, 50, 150);
                Assert.InRange(price - last[tick.Text("commodity")], -2, 2);
                last[tick.Text("commodity")] = price;
            }
        }
    }

    [Fact]
    public void Advance_EachStep_MarksEveryOpenTradeOnceAtTheCurrentPrice()
    {
        var open = new Dictionary<string, JsonElement>();
        foreach (var step in _steps)
        {
            var prices = step.Where(record => Is(record, "PriceTick"))
                .ToDictionary(tick => tick.Text("commodity"), tick => tick.Number("CurrentPrice"));
            foreach (var opened in step.Where(record => Is(record, "TradeOpened")))
            {
                Assert.Equal(prices[opened.Text("commodity")], opened.Number("EntryPrice"));
                Assert.InRange(opened.Number("Quantity"), 100, 1_000);
                Assert.True(open.TryAdd(opened.Text("TradeID"), opened));
            }

            foreach (var closed in step.Where(record => Is(record, "TradeClosed")))
            {
                Assert.True(open.Remove(closed.Text("TradeID"), out var opened));
                Assert.Equal("Closed", closed.Text("Status"));
                Assert.Equal(prices[closed.Text("commodity")], closed.Number("ClosePrice"));
                Assert.Equal(Pnl(opened, closed.Number("ClosePrice")), closed.Number("RealizedPnL"));
            }

            var marks = step.Where(record => Is(record, "TradeMarked")).ToList();
            Assert.Equal(open.Keys.Order(), marks.Select(mark => mark.Text("TradeID")).Order());
            Assert.All(marks,
                mark => Assert.Equal(Pnl(open[mark.Text("TradeID")], prices[mark.Text("commodity")]), mark.Number("UnrealizedPnL")));
            Assert.InRange(open.Count, 0, SyntheticCommodities.MostOpen);
        }

        // It grows by one in ten steps, so it has been at its bound for long.
        Assert.Equal(SyntheticCommodities.MostOpen, _steps.Max(step => step.Count(record => Is(record, "TradeMarked"))));
    }

    [Fact]
    public void Advance_ManySteps_OpensThreeInTenAndBothWays()
    {
        var opened = _steps.SelectMany(step => step).Where(record => Is(record, "TradeOpened")).ToList();

        Assert.InRange(opened.Count / (double)Count, 0.27, 0.33);
        Assert.InRange(opened.Count(record => record.Text("PositionType") == "Long") / (double)opened.Count, 0.45, 0.55);
        var closedWithRoom = _steps.Take(200).SelectMany(step => step).Count(record => Is(record, "TradeClosed"));
        Assert.InRange(closedWithRoom / 200.0, 0.12, 0.28);
    }

    [Fact]
    public void Advance_Records_HaveTheWireForm()
    {
        var records = _steps.SelectMany(step => step).ToList();

        Assert.Equal(
            ["EventType", "timestamp", "LastUpdatedUtc", "commodity", "CurrentPrice", "Volume"],
            records.First(record => Is(record, "PriceTick")).Fields());
        Assert.Equal(
            ["EventType", "timestamp", "LastUpdatedUtc", "commodity", "CurrentPrice", "TradeID", "Quantity", "EntryPrice", "PositionType", "Status", "UnrealizedPnL"],
            records.First(record => Is(record, "TradeMarked")).Fields());
        Assert.Equal(Steps.Start,
            DateTime.Parse(records[0].Text("timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal));
    }

    /// <summary>A run that begins again goes on with what is open, and leaves alone what others opened.</summary>
    [Fact]
    public void Hold_TradesLeftOpen_AreMarkedAndClosedInTheNextRun()
    {
        var before = new SyntheticCommodities(["OIL"], SharedMarket.Seed);
        var opened = Enumerable.Range(0, 200).SelectMany(i => Steps.Next(before, Steps.Start.AddSeconds(i)))
            .Select(sent => JsonSerializer.Deserialize<JsonElement>(sent.Value)).First(record => Is(record, "TradeOpened"));
        CommodityPositionRow Row(string id) => new()
        {
            TradeId = id, Commodity = "OIL", Status = "open", PositionType = opened.Text("PositionType").ToLowerInvariant(), Quantity = opened.Number("Quantity"),
            EntryPrice = opened.Number("EntryPrice"),
        };
        var after = new SyntheticCommodities(["OIL"], SharedMarket.Seed);

        after.Hold([Row(opened.Text("TradeID")), Row("T-1"), Row("desk-7")]);

        var marked = Steps.Next(after, Steps.Start.AddMinutes(5)).Select(sent => JsonSerializer.Deserialize<JsonElement>(sent.Value))
            .Where(record => Is(record, "TradeMarked") || Is(record, "TradeClosed")).Select(record => record.Text("TradeID")).ToList();
        Assert.Contains(opened.Text("TradeID"), marked);
        Assert.DoesNotContain("T-1", marked);
        Assert.DoesNotContain("desk-7", marked);
    }

    private static decimal Pnl(JsonElement opened, decimal price) =>
        (opened.Text("PositionType") == "Long" ? price - opened.Number("EntryPrice") : opened.Number("EntryPrice") - price) * opened.Number("Quantity");

    private static bool Is(JsonElement record, string type) => record.Text("EventType") == type;

    private static IEnumerable<string> Ids(string text) => Id().Matches(text).Select(match => match.Value);

    [GeneratedRegex("\"TradeID\":\"[^\"]+\"")]
    private static partial Regex Id();

    [GeneratedRegex("\"(TradeID|timestamp|LastUpdatedUtc)\":\"[^\"]+\"")]
    private static partial Regex TimeOrId();
}
