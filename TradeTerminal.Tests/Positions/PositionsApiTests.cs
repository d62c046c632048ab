using System.Text.Json;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Positions.Data;
using TradeTerminal.Tests.Support.Terminals;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Positions;

[Collection(ApiHost.Collection)]
public sealed class PositionsApiTests(ApiHost host)
{
    private readonly RunningTerminal _terminal = host.Terminal;

    [Fact]
    public async Task Get_BothBooks_GiveMarkAgeAndUnrealized()
    {
        await using var book = new PositionBook(host.Database.ConnectionString);
        var at = DateTime.UtcNow.AddSeconds(-10);
        at = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));
        var closed = PositionBook.Open("API-2", PositionType.Long, 10, 100, "APIOIL", at);
        book.Add(PositionBook.Open("API-1", PositionType.Short, 10, 100.25m, "APIOIL", at), closed);
        book.Add(PositionBook.Close(closed, 101.5m, at));
        book.Report(
            PositionBook.Report("API_TRADER", "APIQ", -60_000, 10, -12.5m, at),
            PositionBook.Report("API_TRADER", "APINONE", 10, 10, -50_000, at),
            PositionBook.Report("API_TRADER", "APIFLAT", 0, 0, 0, at));
        await book.PriceAsync("commodities", "APIOIL", "", 99.125m, at);
        await book.PriceAsync("quotes", "APIQ", "NYSE", 11, at);
        ((PositionsBoard)_terminal.Services.GetService(typeof(PositionsBoard))!).Invalidate();
        JsonElement[] positions = [];
        await RunningTerminal.WaitForAsync(() =>
        {
            positions = [.. _terminal.GetAsync("/api/positions?symbols=apioil,APIQ,APINONE,APIFLAT").GetAwaiter().GetResult().EnumerateArray()];
            return positions.Length == 3;
        });

        var (open, none, quoted) = (positions[0], positions[1], positions[2]);
        Assert.Equal(("commodities", "API-1", "APIOIL", "short"),
            (Text(open, "book"), Text(open, "tradeId"), Text(open, "commodity"), Text(open, "positionType")));
        Assert.Equal(("10", "100.25", "99.125", "11.25"),
            (Raw(open, "quantity"), Raw(open, "entryPrice"), Raw(open, "mark"), Raw(open, "unrealized")));
        Assert.Equal(at, open.GetProperty("markTime").GetDateTime());
        Assert.InRange(open.GetProperty("markAgeSeconds").GetDouble(), 10, 60);
        Assert.Equal(("traders", "API_TRADER", "APINONE", "null", "null"),
            (Text(none, "book"), Text(none, "trader"), Text(none, "symbol"), Raw(none, "mark"), Raw(none, "unrealized")));
        Assert.Equal(("short", "60000", "-60000.00", "quotes", "600000.00", "warning"), (
            Text(quoted, "positionType"), Raw(quoted, "quantity"), Raw(quoted, "unrealized"), Text(quoted, "markSource"),
            Raw(quoted, "value"), Text(quoted, "limit")));

        Assert.Equal(1, (await _terminal.GetAsync("/api/positions?symbols=APIOIL,APIQ&book=traders")).GetArrayLength());
        Assert.Equal(1, (await _terminal.GetAsync("/api/positions?limit=1")).GetArrayLength());

        // Positions asked for by symbol are read at once, profit and loss with the board's next reading; one may have been at it between
        // two of the writes above.
        JsonElement pnl = default;
        await RunningTerminal.WaitForAsync(() =>
        {
            pnl = _terminal.GetAsync("/api/pnl").GetAwaiter().GetResult();
            return pnl.GetProperty("traders").EnumerateArray().Any(row => Text(row, "trader") == "API_TRADER" && Raw(row, "unrealized") == "-60000.00")
                && pnl.GetProperty("commodities").EnumerateArray().Any(row => Text(row, "commodity") == "APIOIL" && Raw(row, "mark") != "null");
        });
        var oil = pnl.GetProperty("commodities").EnumerateArray().Single(row => Text(row, "commodity") == "APIOIL");
        Assert.Equal(("1", "1", "15.00", "11.25"), (
            Raw(oil, "openCount"), Raw(oil, "closedCount"), Raw(oil, "realized"), Raw(oil, "unrealized")));
        var trader = pnl.GetProperty("traders").EnumerateArray().Single(row => Text(row, "trader") == "API_TRADER");
        Assert.Equal(("2", "-60000.00", "-50012.5", "exceeded"), (
            Raw(trader, "openCount"), Raw(trader, "unrealized"), Raw(trader, "reportedPnl"), Text(trader, "limit")));
        var totals = pnl.GetProperty("totals");
        Assert.Equal(
            pnl.GetProperty("commodities").EnumerateArray().Sum(row => row.GetProperty("unrealized").GetDecimal()),
            totals.GetProperty("commodities").GetProperty("unrealized").GetDecimal());
        Assert.Equal(
            pnl.GetProperty("traders").EnumerateArray().Sum(row => row.GetProperty("unrealized").GetDecimal()),
            totals.GetProperty("traders").GetProperty("unrealized").GetDecimal());
        Assert.Equal(0, (await _terminal.GetAsync("/api/pnl?book=commodities")).GetProperty("traders").GetArrayLength());
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static string Raw(JsonElement element, string name) => element.GetProperty(name).GetRawText();
}
