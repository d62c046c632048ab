using System.Collections.Immutable;
using Bunit;
using Microsoft.AspNetCore.Components.Web;
using TradeTerminal.Help;
using TradeTerminal.Market;
using TradeTerminal.Positions;
using TradeTerminal.Positions.Data;
using TradeTerminal.Tests.Support.Screens;
using TradeTerminal.Watchlists;

namespace TradeTerminal.Tests.Positions;

public sealed class PositionPanelTests : BunitContext
{
    private static readonly DateTime Now = ScreenClock.Start;
    private static readonly DateOnly Today = DateOnly.FromDateTime(Now);

    public PositionPanelTests() => JSInterop.Mode = JSRuntimeMode.Loose;

    [Fact]
    public async Task TradersTable_SortedAndFiltered_ShowsTheOnesThatHoldIt()
    {
        var view = PositionsView.All.WithFind("aapl");
        var panel = Render<TradersTable>(parameters => parameters.Add(it => it.UtcNow, Now).Add(it => it.Book, Few())
            .Add(it => it.Open, _ => new Look(() => { })).Add(it => it.View, view).Add(it => it.OnChange, change => view = change(view)));

        Assert.Equal(["AAPL"], panel.FindAll("[data-symbol]").Select(row => row.GetAttribute("data-symbol")));
        Assert.Contains("2 more that are not like “aapl”", panel.Markup, StringComparison.Ordinal);
        await panel.Find("[data-testid=traders-sort-value]").ClickAsync(new MouseEventArgs());
        await panel.InvokeAsync(() => view = view.WithFind(null));
        panel.Render(parameters => parameters.Add(it => it.View, PositionsView.Parse(null, "nothing", "value")));

        Assert.Equal("/positions?traders=-value", view.Uri);
        Assert.Equal(["TRADER_002", "TRADER_001"], panel.FindAll("tbody").Select(trader => trader.GetAttribute("data-trader")));
        Assert.Equal(["sort=“nothing” is no column"], PositionsView.Parse(null, "nothing", "value").Problems);
    }

    /// <summary>Of few the book says who holds it; of many the database does.</summary>
    [Fact]
    public void TradersTable_OfAWatchlist_ShowsThoseWhoHoldIt()
    {
        var lists = new WatchlistSet([new Watchlist("tech", ["TSLA", "MSFT"])]);
        var view = PositionsView.Parse(null, null, null, "list:tech,list:gone").Resolve(lists);
        var panel = Render<TradersTable>(parameters => parameters.Add(it => it.UtcNow, Now).Add(it => it.Book, Few())
            .Add(it => it.Open, _ => new Look(() => { })).Add(it => it.View, view));

        Assert.Equal("/positions?tickers=list:tech", view.Uri);
        Assert.Equal(["list:“gone” is no watchlist here"], view.Problems);
        Assert.Equal(["TRADER_001"], panel.FindAll("tbody").Select(trader => trader.GetAttribute("data-trader")));
        Assert.Equal(["MSFT", "TSLA"], panel.FindAll("[data-symbol]").Select(row => row.GetAttribute("data-symbol")));
        Assert.Contains("1 more that are not among those chosen", panel.Markup, StringComparison.Ordinal);

        panel.Render(parameters => parameters.Add(it => it.Book, Many(250)).Add(it => it.Holders, new HashSet<string> { "T007", "T249" }));

        Assert.Equal(["T007", "T249"], panel.FindAll("tbody").Select(trader => trader.GetAttribute("data-trader")));
        Assert.Equal(
            ["GET /api/positions?book=traders&symbols=list:tech", "GET /api/positions?book=traders&symbols=AAPL,IBM"],
            new[] { view.Tickers, TickerFilter.Parse("list:recent").Resolve(_ => ["IBM", "AAPL"]) }
                .Select(tickers => ApiOf.Positions("traders", tickers)[0].Call));
    }

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
            ["bar loss|width:49.98%", "bar realized profit|width:24.99%", "bar profit|width:12.52%", "bar realized profit|width:100%", "bar|", "bar realized|"],
            panel.FindAll(".bar").Select(bar => $"{bar.ClassName!.Trim()}|{bar.FirstElementChild?.GetAttribute("style")}"));
        Assert.Equal(["GOLD", "−100.00", "+50.00", "2", "5.0 s"], Cells(panel, "tr[data-commodity=GOLD]"));
        Assert.Equal(["WHEAT", "no mark", "0.00", "3", "–"], Cells(panel, "tr[data-commodity=WHEAT]"));
        Assert.Equal(["Total", "−74.95", "+250.10", "6"], Cells(panel, "tfoot tr"));
        Assert.Contains("unrealized −74.95, realized +250.10",
            panel.Find("[role=region]").GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public void TradersTable_Traders_HaveTheirSumsAndLimits()
    {
        var panel = Traders(Few(), _ => throw new InvalidOperationException("They are at hand."));

        Assert.Equal(
            ["TRADER_001 2 positions", "2,001,500.00", "−2,500.00", "+12.50", "−50,000.01", "0.0 s", "✗ exceeded · day"],
            Cells(panel, "[data-trader=TRADER_001] .trader"));
        Assert.Equal(
            ["AAPL", "▲ 4,000", "200.00", "199.00", "2.0 s", "800,000.00", "−4,000.00", "0.00", "−30,000.00", "0.0 s", "! warning"],
            Cells(panel, "[data-trader=TRADER_001] [data-symbol=AAPL]"));
        Assert.Equal(
            ["MSFT", "▼ 3,000", "400.50", "400.00", "1 min", "1,201,500.00", "+1,500.00", "+12.50", "−20,000.01", "0.0 s", "✗ exceeded"],
            Cells(panel, "[data-trader=TRADER_001] [data-symbol=MSFT]"));
        Assert.Equal(
            ["TSLA", "flat", "0.00", "no mark", "0.00", "0.00", "0.00", "0.00", "0.0 s", "✓ within"],
            Cells(panel, "[data-trader=TRADER_001] [data-symbol=TSLA]"));
        Assert.Equal(
            ["X", "both sides ▲ 10", "10.00", "no mark", "100.00", "–", "–", "+5.00", "0.0 s", "✓ within"],
            Cells(panel, "[data-trader=TRADER_002] [data-symbol=X]"));
        Assert.Equal(["width:100%", "width:80%", "width:100%"],
            panel.FindAll("[data-trader=TRADER_001] .fill").Take(3).Select(bar => bar.GetAttribute("style")));
        Assert.Equal("not reported", panel.Find("[data-trader=TRADER_002] [data-symbol=X]").Children[6].GetAttribute("title"));
        Assert.Equal("left:50%", panel.Find(".tick").GetAttribute("style"));
    }

    [Fact]
    public void TradersTable_ReportOfADayThatIsOver_IsStaleAndItsDayNotToday()
    {
        var at = Now.AddDays(-3);
        var panel = Traders(
            Book([new TraderPnl("OLD", at, 1, 1, 0, 75_000, 75_000, -300, 0, -60_000)], new TraderTotals(1, 0, 1, 1, 0, 0, 0, 0, 0, 0),
                [new TraderHeld("OLD", "TSLA", 300, 250, -60_000, 0, at, new Mark(249, Now, MarkSource.Trades))]),
            _ => new Look(() => { }));

        Assert.Equal(["OLD 1 position", "75,000.00", "−300.00", "–", "–", "3 d · STALE", "✓ within · day"], Cells(panel, ".trader"));
        Assert.Equal(
            ["TSLA", "▲ 300", "250.00", "249.00", "0.0 s", "75,000.00", "−300.00", "–", "–", "3 d · STALE", "✓ within"],
            Cells(panel, "[data-symbol=TSLA]"));
        Assert.StartsWith("−60,000.00 on UTC day ", panel.Find(".trader").Children[4].GetAttribute("title"), StringComparison.Ordinal);
    }

    [Fact]
    public void TradersTable_FewFolded_HidesThePositions()
    {
        var panel = Traders(Few(), _ => throw new InvalidOperationException("They are at hand."));

        panel.Find("[data-trader=TRADER_001] [data-testid=trader-fold]").Click();

        Assert.Empty(panel.FindAll("[data-trader=TRADER_001] [data-symbol]"));
        Assert.Equal("false", panel.Find("[data-trader=TRADER_001] [data-testid=trader-fold]").GetAttribute("aria-expanded"));
        Assert.Equal(
            ["TRADER_001 2 positions", "2,001,500.00", "−2,500.00", "+12.50", "−50,000.01", "0.0 s", "✗ exceeded · worst"],
            Cells(panel, "[data-trader=TRADER_001] .trader"));
        Assert.Single(panel.FindAll("[data-trader=TRADER_002] [data-symbol]"));
    }

    [Fact]
    public void TradersTable_Many_AreFoldedAndReadWhenOpened()
    {
        var (asked, let) = (new List<string>(), new List<string>());
        IDisposable Open(string trader)
        {
            asked.Add(trader);
            return new Look(() => let.Add(trader));
        }

        var panel = Traders(Many(250), Open);
        Assert.Equal(TradersTable.RowsShown, panel.FindAll("tbody").Count);
        Assert.Empty(panel.FindAll("[data-symbol]"));

        panel.Find("[data-trader=T007] [data-testid=trader-fold]").Click();
        Assert.Contains("Reading…", panel.Find("[data-trader=T007]").TextContent, StringComparison.Ordinal);
        panel.Render(parameters => parameters.Add(it => it.Book, Many(250, "T007")));

        Assert.Equal(["AAPL", "the largest 1 of 40 symbols"],
            panel.FindAll("[data-trader=T007] tr:not(.trader) > :first-child").Select(cell => cell.TextContent));
        panel.Find("[data-trader=T007] [data-testid=trader-fold]").Click();
        Assert.Equal(["T007"], asked);
        Assert.Equal(["T007"], let);
    }

    [Fact]
    public void TradersTable_OrderChangesUnderThePointer_RowsStayUntilItLeaves()
    {
        var panel = Traders(Many(3), _ => new Look(() => { }));
        string?[] Names() => [.. panel.FindAll("tbody").Select(trader => trader.GetAttribute("data-trader"))];
        panel.Find(".held-rows").PointerEnter(new PointerEventArgs { PointerType = "mouse" });

        panel.Render(parameters => parameters.Add(it => it.Book, Many(3, isReversed: true)));
        Assert.Equal(["T000", "T001", "T002"], Names());
        Assert.Equal("held · 2 changes", panel.Find("[data-testid=rows-held]").TextContent);
        panel.Find(".held-rows").PointerLeave(new PointerEventArgs());

        Assert.Equal(["T002", "T001", "T000"], Names());
        Assert.Empty(panel.FindAll("[data-testid=rows-held]"));
    }

    [Fact]
    public void TradersTable_OneSymbolOfTwoTraders_HasTheSameDecimalsWithBoth()
    {
        var traders = Enumerable.Range(0, 2).Select(i => new TraderPnl($"T{i}", Now, 1, 1, 0, 100, 100, 0, 0, 0));
        var panel = Traders(
            Book(traders, new TraderTotals(2, 0, 2, 2, 0, 0, 0, 0, 0, 0),
                [new TraderHeld("T0", "AAPL", 1, 175.0388m, 0, 0, Now, null), new TraderHeld("T1", "AAPL", 1, 175, 0, 0, Now, null), new TraderHeld("T1", "MSFT", 1, 400, 0, 0, Now, null)]),
            _ => new Look(() => { }));

        Assert.Equal(
            ["AAPL 175.0388", "AAPL 175.0000", "MSFT 400.00"],
            panel.FindAll("[data-symbol]").Select(row => $"{row.Children[0].TextContent} {row.Children[2].TextContent}"));
    }

    private static PositionsSnapshot Few() => Book(
        [
            new TraderPnl("TRADER_001", Now, 3, 2, 0, 2_001_500.00m, 1_201_500.00m, -2_500.00m, 12.5m, -50_000.01m),
            new TraderPnl("TRADER_002", Now, 1, 1, 1, 100.00m, 100.00m, 0.00m, 0.00m, 5),
        ],
        new TraderTotals(2, 1, 4, 3, 1, 2, 0, 0, 0, 0),
        [
            new TraderHeld("TRADER_001", "AAPL", 4_000, 200, -30_000, 0, Now, new Mark(199, Now.AddSeconds(-2), MarkSource.Quotes)),
            new TraderHeld("TRADER_001", "MSFT", -3_000, 400.5m, -20_000.01m, 12.5m, Now,
                new Mark(400, Now.AddSeconds(-61), MarkSource.Trades)),
            new TraderHeld("TRADER_001", "TSLA", 0, 0, 0, 0, Now, null),
            new TraderHeld("TRADER_002", "X", 10, 10, 5, null, Now, null) { IsOpposed = true },
        ]);

    private static PositionsSnapshot Many(int count, string? opened = null, bool isReversed = false)
    {
        var traders = Enumerable.Range(0, count).Select(i => new TraderPnl($"T{i:D3}", Now, 40, 40, 0, 100, 100, 0, 0, 0));
        return Book(
            isReversed ? traders.Reverse() : traders, new TraderTotals(count, 0, count * 40, count * 40, 0, 0, 0, 0, 0, 0),
            opened is null ? [] : [new TraderHeld(opened, "AAPL", 1, 10, 0, 0, Now, null)]);
    }

    private static PositionsSnapshot Book(IEnumerable<TraderPnl> traders, TraderTotals totals, IEnumerable<TraderHeld> held) => new(
        [], [], [.. traders], totals,
        held.GroupBy(position => position.Trader).ToImmutableDictionary(trader => trader.Key, trader => trader.ToImmutableArray()), Today,
        PositionLimits.Default);

    private IRenderedComponent<TradersTable> Traders(PositionsSnapshot book, Func<string, IDisposable> open) => Render<TradersTable>(
        parameters => parameters.Add(it => it.UtcNow, Now).Add(it => it.Book, book).Add(it => it.Open, open));

    private static string[] Cells<T>(IRenderedComponent<T> panel, string row)
        where T : Microsoft.AspNetCore.Components.IComponent => [.. panel.Find(row).Children
            .Select(cell => string.Join(' ', cell.TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)))
            .Where(text => text.Length > 0)];

    private sealed class Look(Action gone) : IDisposable
    {
        public void Dispose() => gone();
    }
}
