using TradeTerminal.Ingest.Prices;
using TradeTerminal.Tests.Support.Screens;
using TradeTerminal.Terminal;
using TradeTerminal.Terminal.Desks;

namespace TradeTerminal.Tests.Terminal.Desks;

public sealed class ChartGridTests
{
    [Theory]
    [InlineData("4", null, null, null, "/?layout=4")]
    [InlineData("1", null, null, null, "/")]
    [InlineData("4", "aapl@1m, MSFT@5m ,,crypto:BTC-USD", null, null, "/?layout=4&charts=AAPL,MSFT@5m,,crypto:BTC-USD")]
    [InlineData(null, "AAPL,MSFT,NVDA", null, null, "/?layout=4&charts=AAPL,MSFT,NVDA")]
    [InlineData("2", "AAPL,MSFT", "TSLA", "15m", "/?layout=2&charts=TSLA@15m,MSFT")]
    [InlineData("6", null, null, "5m", "/?layout=6&charts=@5m,@5m,@5m,@5m,@5m,@5m")]
    public void Uri_SeveralCharts_IsItsShortestForm(string? layout, string? charts, string? chart, string? interval, string uri)
    {
        var view = Parse(layout, charts, chart: chart, interval: interval);

        Assert.Empty(view.Problems);
        Assert.Equal(uri, view.Uri);
        Assert.Equal(view.Places, Parse($"{view.Grid.Size}", string.Join(',', view.Places.Select(place => place.Key))).Places);
    }

    [Theory]
    [InlineData("3", null, null, null, "layout=“3” must be 1, 2, 4 or 6", 1)]
    [InlineData("2", "A,B,C", null, null, "charts= names 3, and 2 are shown", 2)]
    [InlineData(null, "A,B,C,D,E,F,G", null, null, "charts= names 7, and 6 are shown", 6)]
    [InlineData("2", "<b>,MSFT", null, null, "“<b>” is no ticker", 2)]
    [InlineData("2", "AAPL@7m,MSFT", null, null, "“7m” is no interval", 2)]
    [InlineData("4", null, "5", null, "active=“5” must be a chart from 1 to 4", 4)]
    [InlineData("4", null, null, "all", "link=“all” must be one of crosshair, interval, both, none", 4)]
    public void Parse_Wrong_IsLeftOutAndNamed(string? layout, string? charts, string? active, string? link, string problem, int size)
    {
        var view = Parse(layout, charts, active, link);

        Assert.Contains(problem, Assert.Single(view.Problems), StringComparison.Ordinal);
        Assert.Equal(size, view.Grid.Size);
    }

    /// <summary>What changes a view changes the active chart, and no other.</summary>
    [Fact]
    public void Activate_Another_IsTheOneThatChoicesChange()
    {
        var view = Parse("4", "AAPL,MSFT@5m,NVDA").Activate(1);
        Assert.Equal(("MSFT", "5m"), (view.Chart, view.Interval.Name));

        view = view.WithChart("TSLA").WithInterval(Interval.Second);

        Assert.Equal("/?layout=4&charts=AAPL,TSLA@1s,NVDA&active=2", view.Uri);
        Assert.Equal("/?layout=4&charts=AAPL,TSLA@1s,NVDA", view.Activate(0).Uri);
    }

    [Theory]
    [InlineData("interval", "/?layout=2&charts=AAPL@5m,MSFT@5m&link=interval")]
    [InlineData("both", "/?layout=2&charts=AAPL@5m,MSFT@5m&link=both")]
    [InlineData("crosshair", "/?layout=2&charts=AAPL@5m,MSFT&link=crosshair")]
    public void WithInterval_Linked_IsThatOfAll(string link, string uri)
    {
        Assert.True(Interval.TryParse("5m", out var interval));

        Assert.Equal(uri, Parse("2", "AAPL,MSFT", null, link).WithInterval(interval).Uri);
    }

    [Fact]
    public void WithLayout_FewerAndMore_KeepsTheActiveOne()
    {
        var view = Parse("4", "AAPL,MSFT@5m,NVDA,TSLA@15m", "4");

        Assert.Equal("/?chart=TSLA&interval=15m", view.WithLayout(1).Uri);
        Assert.Equal("/?layout=2&charts=AAPL,TSLA@15m&active=2", view.WithLayout(2).Uri);
        Assert.Equal("/?layout=2&charts=TSLA@15m,@15m", view.WithLayout(1).WithLayout(2).Uri);
    }

    /// <summary>The most active that no chart has; a place keeps what it was filled with, whatever becomes more active.</summary>
    [Fact]
    public void Follow_EmptyPlaces_AreFilledOnceByTheMostActive()
    {
        var market = new ScreenMarket(new ScreenClock());
        foreach (var ticker in new[] { "AAPL", "MSFT", "NVDA", "TSLA" })
        {
            market.Add(ticker, 100);
        }

        market.Add("NVDA", 100);
        market.Publish();
        var view = Parse("4", ",MSFT");

        var fills = PlaceFills.Follow([], view, market.Updates.Current);

        Assert.Equal(["NVDA", "MSFT", "AAPL", "TSLA"], fills);
        Enumerable.Range(0, 5).ToList().ForEach(_ => market.Add("TSLA", 100));
        market.Publish();
        Assert.Equal(fills, PlaceFills.Follow(fills, view, market.Updates.Current));
        Assert.Equal(["AAPL", "MSFT", null, null],
            PlaceFills.Follow(fills, view with { Filter = TradeTerminal.Market.TickerFilter.Parse("AAPL,MSFT") }, market.Updates.Current));
    }

    [Fact]
    public void Follow_MostActiveChosenForAnotherPlace_FillsTheFirstWithTheNext()
    {
        var market = new ScreenMarket(new ScreenClock());
        market.Add("AAPL", 100);
        market.Add("MSFT", 100);
        market.Add("MSFT", 100);
        market.Publish();

        Assert.Equal(["AAPL", "MSFT"], PlaceFills.Follow([], Parse("2", ",MSFT"), market.Updates.Current));
    }

    private static TerminalView Parse(
        string? layout, string? charts, string? active = null, string? link = null, string? chart = null, string? interval = null) =>
        TerminalView.Parse(null, chart, interval, layout: layout, charts: charts, active: active, link: link);
}
