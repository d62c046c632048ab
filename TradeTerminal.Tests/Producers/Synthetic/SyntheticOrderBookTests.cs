using System.Text.Json;
using TradeTerminal.Producers.Synthetic;
using TradeTerminal.Producers.Synthetic.Prices;

namespace TradeTerminal.Tests.Producers.Synthetic;

public sealed class SyntheticOrderBookTests
{
    private static readonly string[] Symbols = [.. Equity.Symbols];

    [Fact]
    public void Advance_SameSeed_GivesTheSame()
    {
        Assert.Equal(Steps.Text(new SyntheticOrderBook(Symbols, 7, 1)), Steps.Text(new SyntheticOrderBook(Symbols, 7, 1)));
        Assert.NotEqual(Steps.Text(new SyntheticOrderBook(Symbols, 7, 1)), Steps.Text(new SyntheticOrderBook(Symbols, 8, 1)));
    }

    [Fact]
    public void Advance_Default_ThreeToTenOrdersPerSymbolInTheWireForm()
    {
        var steps = Steps.Take(new SyntheticOrderBook(Symbols, 1, 1), 200);

        Assert.All(steps,
            step => Assert.All(Symbols, symbol => Assert.InRange(step.Count(order => order.Text("symbol") == symbol), 3, 10)));
        var order = steps[0][0];
        Assert.Equal(["symbol", "side", "price", "quantity", "order_type", "timestamp"], order.Fields());
        Assert.Contains(order.Text("side"), (string[])["BUY", "SELL"]);
        Assert.Equal(new DateTimeOffset(Steps.Start).ToUnixTimeMilliseconds(), order.GetProperty("timestamp").GetInt64());
    }

    [Fact]
    public void Advance_Normal_KeepsPricesQuantitiesAndShares()
    {
        var steps = Steps.Take(new SyntheticOrderBook(Symbols, 2, 1), 1_000);
        var orders = steps.SelectMany(step => step).ToList();

        Assert.All(orders, order => Assert.InRange(order.Number("quantity"), 100, 49_999));
        Assert.InRange(orders.Count(order => order.Text("order_type") == "LIMIT") / (double)orders.Count, 0.78, 0.82);
        Assert.InRange(orders.Count(order => order.Text("side") == "BUY") / (double)orders.Count, 0.45, 0.55);
        foreach (var book in steps.SelectMany(step => step.GroupBy(order => order.Text("symbol"))))
        {
            // Bids below the price and offers above it, each within 1 %: the two ends are at most 2 % apart.
            Assert.InRange(book.Max(order => order.Number("price")) / book.Min(order => order.Number("price")), 1, 1.0203m);
            var (bids, offers) = (Limits(book, "BUY"), Limits(book, "SELL"));
            Assert.True(bids.Count == 0 || offers.Count == 0 || bids.Max() <= offers.Min());
        }
    }

    [Fact]
    public void Advance_Stressed_FlowsToOneSideForAWhile()
    {
        // 30 steps of two seconds are the minute that the rule looks at.
        Assert.InRange(OneSidedMinutes(stress: 1), 1, 10);
        Assert.InRange(OneSidedMinutes(stress: 100), 30, 100);
    }

    private static int OneSidedMinutes(int stress) =>
        Steps.Take(new SyntheticOrderBook(["AAPL"], 4, stress), 3_000).Chunk(30).Count(minute =>
    {
        var orders = minute.SelectMany(step => step).ToList();
        var share = orders.Where(order => order.Text("side") == "BUY")
            .Sum(order => order.Number("quantity")) / orders.Sum(order => order.Number("quantity"));
        return share is > 0.7m or < 0.3m;
    });

    private static List<decimal> Limits(IEnumerable<JsonElement> book, string side) =>
        [.. book.Where(order => order.Text("side") == side && order.Text("order_type") == "LIMIT").Select(order => order.Number("price"))];
}
