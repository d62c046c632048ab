using System.Text.Json;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Positions.Data;
using TradeTerminal.Tests.Support.Terminals;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Positions.Day;

[Collection(ApiHost.Collection)]
public sealed class PnlDayApiTests(ApiHost host)
{
    private readonly RunningTerminal _terminal = host.Terminal;

    /// <summary>The newest point of each is what /api/pnl says, and the sum is that of all.</summary>
    [Fact]
    public async Task Get_Today_EndsAtTheFiguresOfPnl()
    {
        await using var book = new PositionBook(host.Database.ConnectionString);
        var at = DateTime.UtcNow.AddSeconds(-1);
        var closed = PositionBook.Open("DAYS-1", PositionType.Long, 10, 100, "DAYSOIL", at);
        book.Add(PositionBook.Open("DAYS-2", PositionType.Short, 10, 100.25m, "DAYSOIL", at), closed);
        book.Add(PositionBook.Close(closed, 101.5m, at));
        book.Report(PositionBook.Report("DAYS_TRADER", "DAYSQ", -600, 10, -12.5m, at));
        await book.PriceAsync("commodities", "DAYSOIL", "", 99.125m, at);
        await book.PriceAsync("quotes", "DAYSQ", "NYSE", 11, at);
        ((PositionsBoard)_terminal.Services.GetService(typeof(PositionsBoard))!).Invalidate();
        List<JsonElement> points = [];
        await RunningTerminal.WaitForAsync(() =>
        {
            points = [.. _terminal.GetAsync("/api/pnl/day").GetAwaiter().GetResult().EnumerateArray()];
            return points.Any(point => Name(point) == "DAYSOIL" && Raw(point, "total") == "26.25");
        });

        var pnl = await _terminal.GetAsync("/api/pnl");
        var last = points.GroupBy(Name).Select(way => way.Last()).ToList();
        Assert.Equal(
            pnl.GetProperty("commodities").EnumerateArray()
                .Select(row => (row.GetProperty("commodity").GetString(), Raw(row, "realizedToday"), Raw(row, "unrealized"))),
            last.Skip(1).Select(point => (Name(point), Raw(point, "realized"), Raw(point, "unrealized"))));
        var totals = pnl.GetProperty("totals").GetProperty("commodities");
        Assert.Equal(
            (null, Raw(totals, "realizedToday"), Raw(totals, "unrealized"), "null"),
            (Name(last[0]), Raw(last[0], "realized"), Raw(last[0], "unrealized"), Raw(last[0], "reported")));

        List<JsonElement> trader = [];
        await RunningTerminal.WaitForAsync(() =>
        {
            trader = [.. _terminal.GetAsync("/api/pnl/day?traders=days_trader").GetAwaiter().GetResult().EnumerateArray()];
            return Raw(trader[^1], "total") == "-600.00";
        });
        Assert.Equal([null, "DAYS_TRADER"], trader.Select(Name).Distinct());
        Assert.Equal(("-600.00", "-12.5"), (Raw(trader[^1], "total"), Raw(trader[^1], "reported")));
    }

    private static string? Name(JsonElement point) => point.GetProperty("name").GetString();

    private static string Raw(JsonElement element, string name) => element.GetProperty(name).GetRawText();
}
