using System.Collections.Immutable;
using Bunit;
using TradeTerminal.Components.Panels;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Positions;

namespace TradeTerminal.Tests.Components.Panels;

public sealed class PositionPanelTests : BunitContext
{
    private static readonly DateTime Now = ScreenClock.Start;

    [Fact]
    public void OpenPositions_Rows_GiveSideMarkAgeAndSign()
    {
        var panel = Render<OpenPositions>(parameters => parameters.Add(it => it.UtcNow, Now).Add(it => it.Positions,
        [
            new OpenPosition("A-1", "OIL", PositionType.Long, 1_250.5m, 100, Now, new Mark(99.5m, Now.AddSeconds(-4), MarkSource.Commodities)),
            new OpenPosition("A-2", "GOLD", PositionType.Short, 10, 100.125m, Now, new Mark(98.125m, Now.AddSeconds(-90), MarkSource.Commodities)),
            new OpenPosition("A-3", "WHEAT", PositionType.Long, 10, 100, Now, null),
        ]));

        var rows = panel.FindAll("[data-testid=positions-table] tbody tr").Select(row => row.Children.Select(cell => cell.TextContent.Trim()).ToArray()).ToArray();
        Assert.Equal(["A-1", "OIL", "▲ long", "1,250.5", "100.000", "99.500", "4.0 s", "−625.25"], rows[0]);
        Assert.Equal(["A-2", "GOLD", "▼ short", "10", "100.125", "98.125", "2 min", "+20.00"], rows[1]);
        Assert.Equal(["A-3", "WHEAT", "▲ long", "10", "100.000", "no mark", "–"], rows[2]);
        Assert.Equal(["num down", "num up", "num"], panel.FindAll("tbody td:last-child").Select(cell => cell.ClassName?.Trim()));
    }

    [Fact]
    public void OpenPositions_Many_ShowsTheNewest()
    {
        var many = Enumerable.Range(0, OpenPositions.RowsShown + 20)
            .Select(i => new OpenPosition($"{i}", "OIL", PositionType.Long, 1, 1, Now, null)).ToImmutableArray();

        var panel = Render<OpenPositions>(parameters => parameters.Add(it => it.UtcNow, Now).Add(it => it.Positions, many));

        Assert.Equal(OpenPositions.RowsShown, panel.FindAll("tbody tr").Count);
        Assert.Equal("0", panel.Find("tbody th").TextContent);
    }

    [Fact]
    public void OpenPositions_None_SaysSo() => Assert.Contains(
        "Every position is closed", Render<OpenPositions>(p => p.Add(it => it.UtcNow, Now).Add(it => it.Positions, [])).Markup, StringComparison.Ordinal);

    [Fact]
    public void PnlByCommodity_Rows_HaveBarsByShapeAndATotal()
    {
        var panel = Render<PnlByCommodity>(parameters => parameters.Add(it => it.UtcNow, Now).Add(it => it.Commodities,
        [
            new CommodityPnl("GOLD", 2, 1, 50, 0, -100, new Mark(1, Now.AddSeconds(-5), MarkSource.Commodities)),
            new CommodityPnl("OIL", 1, 4, 200.10m, 0, 25.05m, new Mark(1, Now.AddSeconds(-3), MarkSource.Commodities)),
            new CommodityPnl("WHEAT", 3, 0, 0, 0, 0, null),
        ]));

        Assert.Equal(
            ["bar loss|width:49.98%", "bar realized profit|width:24.99%", "bar profit|width:12.52%", "bar realized profit|width:100%", "bar profit|width:0%", "bar realized profit|width:0%"],
            panel.FindAll(".bar").Select(bar => $"{bar.ClassName}|{bar.FirstElementChild!.GetAttribute("style")}"));
        Assert.Equal(["GOLD", "−100.00", "+50.00", "2", "5.0 s"], Cells(panel, "tr[data-commodity=GOLD]"));
        Assert.Equal(["WHEAT", "no mark", "0.00", "3", "–"], Cells(panel, "tr[data-commodity=WHEAT]"));
        Assert.Equal(["Total", "−74.95", "+250.10", "6"], Cells(panel, "tfoot tr"));
        Assert.Contains("unrealized −74.95, realized +250.10", panel.Find("[role=region]").GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public void TradersTable_Traders_HaveTheirSumsAndLimits()
    {
        var panel = Render<TradersTable>(parameters => parameters
            .Add(it => it.UtcNow, Now).Add(it => it.Limits, PositionLimits.Default).Add(it => it.Traders,
            [
                new TraderPnl("TRADER_001",
                [
                    new TraderHeld("TRADER_001", "AAPL", 4_000, 200, -30_000, 0, Now, new Mark(199, Now.AddSeconds(-2), MarkSource.Quotes)),
                    new TraderHeld("TRADER_001", "MSFT", -3_000, 400.5m, -20_000.01m, 12.5m, Now, new Mark(400, Now.AddSeconds(-61), MarkSource.Trades)),
                    new TraderHeld("TRADER_001", "TSLA", 0, 0, 0, 0, Now, null),
                ]),
                new TraderPnl("TRADER_002", [new TraderHeld("TRADER_002", "X", 10, 10, 5, 0, Now, null)]),
            ]));

        Assert.Equal(
            ["TRADER_001 2 positions", "2,001,500.00", "−2,500.00", "+12.50", "−50,000.01", "✗ exceeded · day"], Cells(panel, "[data-trader=TRADER_001] .trader"));
        Assert.Equal(
            ["AAPL", "▲ 4,000", "200.00", "199.00", "2.0 s", "800,000.00", "−4,000.00", "0.00", "−30,000.00", "! warning"],
            Cells(panel, "[data-trader=TRADER_001] [data-symbol=AAPL]"));
        Assert.Equal(
            ["MSFT", "▼ 3,000", "400.50", "400.00", "1 min", "1,201,500.00", "+1,500.00", "+12.50", "−20,000.01", "✗ exceeded"],
            Cells(panel, "[data-trader=TRADER_001] [data-symbol=MSFT]"));
        Assert.Equal(
            ["TSLA", "flat", "0.00", "no mark", "0.00", "0.00", "0.00", "0.00", "✓ within"], Cells(panel, "[data-trader=TRADER_001] [data-symbol=TSLA]"));
        Assert.Equal(
            ["X", "▲ 10", "10.00", "no mark", "100.00", "–", "0.00", "+5.00", "✓ within"], Cells(panel, "[data-trader=TRADER_002] [data-symbol=X]"));
        Assert.Equal(["width:100%", "width:80%", "width:100%"], panel.FindAll("[data-trader=TRADER_001] .fill").Take(3).Select(bar => bar.GetAttribute("style")));
        Assert.Equal("left:50%", panel.Find(".tick").GetAttribute("style"));
    }

    private static string[] Cells<T>(IRenderedComponent<T> panel, string row)
        where T : Microsoft.AspNetCore.Components.IComponent => [.. panel.Find(row).Children
            .Select(cell => string.Join(' ', cell.TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)))
            .Where(text => text.Length > 0)];
}
