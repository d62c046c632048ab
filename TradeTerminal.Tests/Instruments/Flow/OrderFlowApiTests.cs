using System.Net;
using System.Text.Json;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Instruments.Flow;

[Collection(ApiHost.Collection)]
public sealed class OrderFlowApiTests(ApiHost host)
{
    [Fact]
    public async Task Read_Symbol_GivesTheRulesMinuteAndTheMinutes()
    {
        var minute = Interval.Minute.BucketOf(DateTime.UtcNow).AddMinutes(-1);
        using var orders = new FlowIngest(host.Database.ConnectionString, TimeProvider.System);
        orders.Begin(0);
        orders.Order(("FLOWA", "BUY", 100, minute.AddMinutes(-3)), ("FLOWA", "BUY", 300, minute.AddSeconds(1)), ("FLOWA", "SELL", 100, minute.AddSeconds(2)));

        var flow = await host.Terminal.GetAsync("/api/order-flow?symbol=flowa");

        Assert.Equal(
            ("FLOWA", 300, 100, 2, "buy", 75m, minute.AddSeconds(2)),
            (flow.GetProperty("symbol").GetString(), flow.GetProperty("bought").GetInt64(), flow.GetProperty("sold").GetInt64(),
                flow.GetProperty("orders").GetInt32(), flow.GetProperty("side").GetString(), flow.GetProperty("imbalancePercent").GetDecimal(),
                flow.GetProperty("to").GetDateTime()));
        Assert.Equal(
            [(minute.AddMinutes(-3), 100m, 0m, 1L), (minute, 300m, 100m, 2L)],
            flow.GetProperty("minutes").EnumerateArray().Select(Minute));
    }

    [Fact]
    public async Task Read_NoOrders_IsNotFoundAndSaysWhereTheyComeFrom()
    {
        using var answer = await host.Terminal.Client.GetAsync(new Uri("/api/order-flow?symbol=NOFLOW", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("No order of NOFLOW is stored", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static (DateTime, decimal, decimal, long) Minute(JsonElement minute) => (
        minute.GetProperty("time").GetDateTime(), minute.GetProperty("bought").GetDecimal(), minute.GetProperty("sold").GetDecimal(),
        minute.GetProperty("orders").GetInt64());
}
