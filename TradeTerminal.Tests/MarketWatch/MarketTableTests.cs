using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components.Web;
using TradeTerminal.Controls.Sorting;
using TradeTerminal.Market;
using TradeTerminal.MarketWatch;

namespace TradeTerminal.Tests.MarketWatch;

public sealed class MarketTableTests : BunitContext
{
    private static readonly DateTime Now = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    public MarketTableTests() => JSInterop.Mode = JSRuntimeMode.Loose;

    [Fact]
    public void Render_Quote_ShowsEveryFigure()
    {
        var cells = Cells(Row("quotes", "AAPL", "NYSE") with
        {
            Last = 175,
            Bid = 174.9m,
            Ask = 175.1m,
            Day = new SessionFigures(170, 176, 169.5m, 175, 1_200, 207_600, 45),
        }, "market-row-quotes-AAPL-NYSE");

        Assert.Equal(
            ["AAPL", "NYSE", "175.00", "174.90", "175.10", "11.4", "▲ +2.94 %", "", "176.00", "169.50", "173.00", "1,200", "45", "2.0 s"],
            cells);
    }

    [Fact]
    public void Render_NoPriceToday_SaysNothingInstead() => Assert.Equal(
        ["SP500", "", "100.00", "–", "–", "–", "–", "", "–", "–", "–", "–", "–", "2.0 s"],
        Cells(Row("indices", "SP500"), "market-row-indices-SP500"));

    [Theory]
    [InlineData("real", 3, "real · 3.0 s")]
    [InlineData("jittered", 90, "jittered · 2 min")]
    [InlineData("synthetic", 90, "synthetic")]
    [InlineData("unstated", null, null)]
    public void Render_Crypto_SaysWhereThePriceComesFrom(string origin, int? age, string? badge)
    {
        var table = Table(Row("crypto", "BTC-USD") with { Origin = origin, RealAt = age is { } seconds ? Now.AddSeconds(-seconds) : null });

        Assert.Equal(badge, table.FindAll(".origin").SingleOrDefault()?.TextContent);
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(11, true)]
    public void Render_OlderThanItsRhythmAllows_IsStruck(int age, bool isOld) => Assert.Equal(
        isOld, Table(Row("crypto", "BTC-USD") with { LastSeen = Now.AddSeconds(-age) })
            .Find("[data-testid=market-row-crypto-BTC-USD]").ClassList.Contains("is-old"));

    [Fact]
    public void Render_Closes_AreALineThatCanBeHeard()
    {
        var spark = Table(Row("crypto", "BTC-USD") with { Closes = [100, 100, 100, 110, 105.5m] }).Find("svg.spark");

        Assert.Equal("Closes of the last 5 minutes with a price: from 100.00 to 105.50", spark.GetAttribute("aria-label"));
        Assert.Equal("M0 16L22.5 16L45 16L67.5 0L90 7.2", spark.QuerySelector("path")!.GetAttribute("d"));
        // A stroke between two or four points says nothing of the way.
        Assert.Empty(Table(Row("crypto", "BTC-USD") with { Closes = [100, 110, 105.5m, 99] }).FindAll("svg.spark"));
    }

    [Fact]
    public void Render_Sorted_IsOneTableThatSaysTheFeedOfEachRow()
    {
        var view = MarketView.Parse(null, null, "-last");
        MarketRow[] rows = [Row("trades", "AAPL"), Row("quotes", "AAPL", "NYSE") with { Last = 101 }, Row("crypto", "BTC-USD") with { Last = 9 }];

        var table = Render<MarketTable>(parameters => parameters
            .Add(it => it.Groups, [.. view.Choose(rows)]).Add(it => it.View, view).Add(it => it.UtcNow, Now));

        Assert.Empty(table.FindAll("tr.feed"));
        Assert.Equal(
            ["AAPL, Quotes · NYSE", "AAPL, Trades", "BTC-USD, Crypto"],
            table.FindAll("[data-testid^=market-row-]").Select(row => $"{row.Children[0].TextContent}, {row.Children[1].TextContent}"));
    }

    [Fact]
    public void Render_Feeds_AreGroupsWithTheirCount()
    {
        var table = Table(Row("trades", "AAPL"), Row("quotes", "AAPL", "NYSE"), Row("quotes", "AAPL", "BATS"));

        Assert.Equal(["Trades 1", "Quotes 2"], table.FindAll("tr.feed").Select(heading => heading.TextContent.Trim()));
        Assert.Equal("/instrument/AAPL?chart=quotes:AAPL:NYSE", table.Find("[data-testid=market-row-quotes-AAPL-NYSE] a").GetAttribute("href"));
        Assert.Equal("/instrument/AAPL", table.Find("[data-testid=market-row-trades-AAPL] a").GetAttribute("href"));
    }

    [Fact]
    public void Render_VeryManyRows_ShowsMoreOnDemand()
    {
        var table = Table([.. Enumerable.Range(0, MarketTable.Step + 7).Select(i => Row("trades", $"T{i}"))]);
        Assert.Equal(MarketTable.Step, table.FindAll("[data-testid^=market-row-]").Count);

        table.Find("[data-testid=market-more]").Click();

        Assert.Equal(MarketTable.Step + 7, table.FindAll("[data-testid^=market-row-]").Count);
        Assert.Empty(table.FindAll("[data-testid=market-more]"));
    }

    [Fact]
    public void Heading_Clicked_AsksForThatOrder()
    {
        RowOrder? asked = null;
        var view = MarketView.Parse(null, null, "-volume");
        var table = Render<MarketTable>(parameters => parameters
            .Add(it => it.Groups, [.. view.Choose([Row("trades", "AAPL")])])
            .Add(it => it.View, view).Add(it => it.UtcNow, Now).Add(it => it.OnSort, order => asked = order));

        table.Find("[data-testid=market-sort-spread]").Click();

        Assert.Equal("-spread", asked?.Name);
        Assert.Equal("▼Volume", Assert.Single(table.FindAll("th[aria-sort=descending]")).TextContent.Trim());
    }

    [Fact]
    public void Rows_OtherOrderUnderThePointer_KeepTheirPlacesWithNewFigures()
    {
        var view = MarketView.Parse(null, null, "-last");
        var table = Table(Row("trades", "A") with { Last = 2 }, Row("trades", "B") with { Last = 1 });
        string[] Rows() =>
            [.. table.FindAll("[data-testid^=market-row-]").Select(row => $"{row.Children[0].TextContent} {row.Children[2].TextContent}")];
        void Show(MarketView shown, params MarketRow[] rows) => table.Render(parameters => parameters
            .Add(it => it.Groups, [.. shown.Choose(rows)]).Add(it => it.View, shown).Add(it => it.UtcNow, Now));
        MarketRow[] moved = [Row("trades", "A") with { Last = 3 }, Row("trades", "B") with { Last = 4 }, Row("trades", "C") with { Last = 5 }];
        Show(view, [.. moved.Take(2).Reverse()]);
        table.Find(".held-rows").PointerEnter(new PointerEventArgs { PointerType = "mouse" });

        Show(view, moved);
        Assert.Equal(["B 4.00", "A 3.00"], Rows());
        Assert.Equal("held · 3 changes", table.Find("[data-testid=rows-held]").TextContent);
        // The viewer's own choice of another order is one.
        Show(MarketView.Parse(null, null, "last"), moved);
        Assert.Equal(["A 3.00", "B 4.00", "C 5.00"], Rows());
        table.Find(".held-rows").PointerLeave(new PointerEventArgs());
        Show(view, moved);

        Assert.Equal(["C 5.00", "B 4.00", "A 3.00"], Rows());
        Assert.Empty(table.FindAll("[data-testid=rows-held]"));
    }

    private IRenderedComponent<MarketTable> Table(params MarketRow[] rows) => Render<MarketTable>(parameters => parameters
        .Add(it => it.Groups, [.. MarketView.Default.Choose(rows)])
        .Add(it => it.View, MarketView.Default)
        .Add(it => it.UtcNow, Now));

    private List<string> Cells(MarketRow row, string testId) =>
        [.. Table(row).Find($"[data-testid={testId}]").Children.Select(cell => cell.Text().Trim())];

    private static MarketRow Row(string feed, string symbol, string venue = "") => new(
        new Instrument(feed, symbol, venue), 100, null, null, null,
        [100], 2, Now.AddSeconds(-2), TimeSpan.FromSeconds(10), "unstated", null);
}
