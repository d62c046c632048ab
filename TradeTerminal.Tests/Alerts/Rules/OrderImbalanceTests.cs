using TradeTerminal.Ingest.Alerts.Rules;
using TradeTerminal.Ingest.Alerts.Settings;
using TradeTerminal.Ingest.OrderBook;
using TradeTerminal.Ingest.Trades;
using static TradeTerminal.Tests.Alerts.Market;

namespace TradeTerminal.Tests.Alerts.Rules;

public sealed class OrderImbalanceTests
{
    private static readonly OrderImbalanceSettings Plain = new() { CoolDownSeconds = 0, Hysteresis = 0, MinimumOrders = 1 };

    [Theory]
    [InlineData(6_000, 14_000, null)]
    [InlineData(6_000, 14_001, "sell")]
    [InlineData(5_999, 14_000, "sell")]
    [InlineData(14_000, 6_000, null)]
    [InlineData(14_001, 6_000, "buy")]
    [InlineData(10_000, 10_000, null)]
    [InlineData(1_000, 9_000, null)]
    [InlineData(1_000, 9_001, "sell")]
    public void Judge_Share_FiresAbove70PercentOfMoreThan10000(long bought, long sold, string? expected)
    {
        // The larger side comes second, so that no verdict comes of the first order alone.
        BookUpdate[] orders = bought < sold
            ? [Order(0, Side.Buy, bought), Order(1, Side.Sell, sold)]
            : [Order(0, Side.Sell, sold), Order(1, Side.Buy, bought)];

        Assert.Equal(expected, Find(Plain, orders).SingleOrDefault()?.Inputs[0].Value);
    }

    [Theory]
    [InlineData(59.9, 0)]
    [InlineData(60, 1)]
    [InlineData(600, 1)]
    public void Judge_Window_IsTheTrailingMinute(double seconds, int expected)
    {
        var found = Find(
            Plain with { MinimumQuantity = 15_000 }, Order(0, Side.Buy, 15_000), Order(seconds, Side.Sell, 15_001));

        Assert.Equal(expected, found.Count);
    }

    [Fact]
    public void Judge_FirstOrderOfAFeed_GivesNoVerdictUntilAnotherCame()
    {
        var settings = new OrderImbalanceSettings();

        Assert.Empty(Find(settings, Order(0, Side.Buy, 50_000)));
        Assert.Empty(Find(settings, Order(0, Side.Buy, 50_000), Order(1, Side.Sell, 50_000)));
        var found = Assert.Single(Find(settings, Order(0, Side.Buy, 50_000), Order(1, Side.Buy, 1)));
        Assert.Equal(2m, found.Inputs.Single(input => input.Name == "orders").Value);
    }

    [Theory]
    [InlineData(59.9, 0)]
    [InlineData(60, 1)]
    [InlineData(600, 1)]
    public void Judge_FewOrders_CountOnceTheWholeMinuteWasWatched(double seconds, int expected) =>
        Assert.Equal(expected, Find(Plain with { MinimumOrders = 5 }, Order(0, Side.Buy, 1), Order(seconds, Side.Sell, 20_000)).Count);

    [Fact]
    public void Read_StateOfAnEarlierVersion_IsAWatchedMinute()
    {
        var at = (Market.At(30) - DateTime.UnixEpoch).Ticks / 10;
        using var json = System.Text.Json.JsonDocument.Parse($"[{at},[0,0,0,0,0,0],[5,700,300]]");

        var flow = FlowState.Read(json.RootElement);

        Assert.Equal((700, 300, 1, TimeSpan.FromSeconds(60)), (flow.Bought, flow.Sold, flow.Orders, flow.Watched));
    }

    [Fact]
    public void Judge_OtherSymbol_IsAnotherBook() =>
        Assert.Empty(Find(Plain, Order(0, Side.Buy, 9_000), Order(1, Side.Buy, 9_000, "MSFT")));

    [Fact]
    public void Judge_LateOrder_CountsInItsSecondWithoutAVerdict()
    {
        Assert.Empty(Find(Plain, Order(10, Side.Buy, 10_000), Order(9, Side.Buy, 5_000)));
        Assert.Single(Find(Plain, Order(10, Side.Buy, 10_000), Order(9, Side.Buy, 5_000), Order(10, Side.Sell, 1)));
        Assert.Empty(Find(Plain, Order(70, Side.Buy, 10_000), Order(10, Side.Buy, 5_000), Order(70, Side.Sell, 0)));
    }

    [Fact]
    public void Judge_StaysOneSided_SpeaksOnceUntilItEvensOut()
    {
        var once = Find(
            Plain, Order(0, Side.Buy, 20_000), Order(1, Side.Buy, 20_000), Order(2, Side.Sell, 40_000), Order(3, Side.Buy, 80_000));

        Assert.Equal([20_000m, 120_000m], once.Select(one => one.Inputs[1].Value));
    }

    [Fact]
    public void Judge_OtherSide_IsAnotherThing()
    {
        var found = Find(new OrderImbalanceSettings { MinimumOrders = 1 }, Order(0, Side.Buy, 20_000), Order(61, Side.Sell, 20_000));

        Assert.Equal(["buy", "sell"], found.Select(one => one.Inputs[0].Value));
    }

    [Fact]
    public void Judge_LargestQuantitiesWithoutEnd_NeverOverflows()
    {
        var orders = Enumerable.Range(0, 10_000).Select(i => Order(i / 100.0, Side.Buy, 1L << 53));

        Assert.Single(Find(Plain, [.. orders]));
    }

    [Fact]
    public void Take_AnyOrders_SumsToTheTrailingMinute() => Support.Samples.Properties.HoldForSeeds(200, random =>
    {
        var flow = new FlowState();
        var orders = new List<BookUpdate>();
        var at = 0.0;
        for (var i = 0; i < 200; i++)
        {
            at += random.NextDouble() * (random.Next(50) == 0 ? 200 : 2);
            var order = Order(at - (random.Next(5) == 0 ? random.NextDouble() * 90 : 0), (Side)random.Next(2), random.Next(1, 1_000));
            orders.Add(order);
            flow.Take(order.Side, order.Quantity, order.EventTime);

            var newest = orders.Max(one => one.EventTime.Ticks / TimeSpan.TicksPerSecond);
            var inWindow = orders.Where(one => one.EventTime.Ticks / TimeSpan.TicksPerSecond > newest - 60).ToLookup(one => one.Side);
            Assert.Equal(
                (inWindow[Side.Buy].Sum(one => one.Quantity), inWindow[Side.Sell].Sum(one => one.Quantity), inWindow.Sum(side => side.Count())),
                (flow.Bought, flow.Sold, flow.Orders));
        }
    });
}
