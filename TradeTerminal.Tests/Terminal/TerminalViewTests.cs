using TradeTerminal.Ingest.Prices;
using TradeTerminal.Market;
using TradeTerminal.Terminal;
using TradeTerminal.Watchlists;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Terminal;

public sealed class TerminalViewTests
{
    [Theory]
    [InlineData(null, null, null, "/")]
    [InlineData("", "", "", "/")]
    [InlineData("AAPL,MSFT", "AAPL", "1m", "/?tickers=AAPL,MSFT&chart=AAPL")]
    [InlineData("msft, aapl", "tsla", "5S", "/?tickers=AAPL,MSFT&chart=TSLA&interval=5s")]
    [InlineData("none", null, "1h", "/?tickers=none&interval=1h")]
    [InlineData("BRK.B,XRP/USD", null, null, "/?tickers=BRK.B,XRP/USD")]
    public void Uri_ParsedView_IsItsShortestForm(string? tickers, string? chart, string? interval, string uri)
    {
        var view = TerminalView.Parse(tickers, chart, interval);

        Assert.Empty(view.Problems);
        Assert.Equal(uri, view.Uri);
    }

    [Fact]
    public void Parse_Unknown_IsLeftOutAndNamed()
    {
        var view = TerminalView.Parse("AAPL,<b>x</b>", "a very long thing that is no ticker at all", "7m");

        Assert.Equal("/?tickers=AAPL", view.Uri);
        Assert.Equal(3, view.Problems.Length);
        Assert.Contains(view.Problems, problem => problem.Contains("“<B>X</B>”", StringComparison.Ordinal));
        Assert.Contains(view.Problems, problem => problem.Contains("“a very long thing that i…”", StringComparison.Ordinal));
        Assert.Contains(view.Problems, problem => problem.Contains("such as 45s, 3m or 2h", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("MA50,vwap,ma20,ma20", null, "/?overlays=vwap,ma20,ma50")]
    [InlineData(null, "2026-03-02T14:30:00.9Z", "/?since=2026-03-02T14:30:00Z")]
    [InlineData("ma7", "2026-03-02T15:30+01:00", "/?overlays=ma7&since=2026-03-02T14:30:00Z")]
    public void Uri_OverlaysAndSince_AreItsShortestForm(string? overlays, string? since, string uri)
    {
        var view = TerminalView.Parse(null, null, null, overlays, since);

        Assert.Empty(view.Problems);
        Assert.Equal(uri, view.Uri);
        Assert.Equal(view.Overlays, view.WithChart("AAPL").With(TickerFilter.None).Overlays);
        Assert.Equal(view.Since, view.WithInterval(Interval.Second).Since);
    }

    [Fact]
    public void Parse_WrongOverlaysAndSince_AreNamed()
    {
        var view = TerminalView.Parse(null, null, "3m", "ma1,rsi,ma501,ma2,ma3,ma4,ma5,ma6", "noon");

        Assert.Equal("/?interval=3m&overlays=ma2,ma3,ma4,ma5", view.Uri);
        Assert.Equal(2, view.Problems.Length);
        Assert.Contains("“ma1,rsi,ma501,ma6”", view.Problems[0], StringComparison.Ordinal);
        Assert.Contains("“noon”", view.Problems[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-20T10:30:00Z", "/?at=2026-11-20T10:30:00Z")]
    [InlineData("2026-11-20T11:30:15.7+01:00", "/?at=2026-11-20T10:30:15Z")]
    public void Uri_At_IsItsShortestFormAndStays(string at, string uri)
    {
        var view = TerminalView.Parse(null, null, null, at: at);

        Assert.Empty(view.Problems);
        Assert.Equal(uri, view.Uri);
        Assert.Equal(view.At, view.WithChart("AAPL").WithInterval(Interval.Second).With(TickerFilter.None).WithSince(null).At);
        Assert.Equal("/", view.WithAt(null).Uri);
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("1969-01-01T00:00:00Z")]
    public void Parse_WrongAt_IsNamed(string at)
    {
        var view = TerminalView.Parse(null, null, null, at: at);

        Assert.Null(view.At);
        Assert.Contains($"at=“{at}”", Assert.Single(view.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELL", "500", "/?side=sell&size=500")]
    [InlineData("buy", "1", "/?side=buy&size=1")]
    [InlineData("unknown", "0.5", "/?side=unknown&size=0.5")]
    [InlineData("buy", "0", "/?side=buy")]
    [InlineData("", "0", "/")]
    public void Uri_Trades_IsItsShortestFormAndStays(string side, string size, string uri)
    {
        var view = TerminalView.Parse(null, null, null, side: side, size: size);

        Assert.Empty(view.Problems);
        Assert.Equal(uri, view.Uri);
        Assert.Equal(view.Trades, view.WithChart("AAPL").With(TickerFilter.None).WithAt(null).Trades);
    }

    [Fact]
    public void Parse_WrongSideAndSize_AreNamed()
    {
        var view = TerminalView.Parse(null, null, null, side: "short", size: "-5");

        Assert.True(view.Trades.IsAll);
        Assert.Equal(["side=“short” must be buy, sell or unknown", "size=“-5” must be a number, the smallest size shown"], view.Problems);
    }

    [Fact]
    public void Parse_OnlyWrongTickers_ShowsAll() => Assert.True(TerminalView.Parse("<>", null, null).Filter.IsAll);

    [Theory]
    [InlineData("AAPL,TSLA", "TSLA")]
    [InlineData("", "TSLA")]
    [InlineData("AAPL", null)]
    [InlineData("none", null)]
    public void With_Filter_KeepsTheChartOnlyWhereItFits(string tickers, string? chart) =>
        Assert.Equal(chart, TerminalView.Default.WithChart("TSLA").With(TickerFilter.Parse(tickers)).Chart);

    [Fact]
    public void With_AnyChoice_LeavesProblemsBehind()
    {
        var view = TerminalView.Parse(null, null, "7m");

        Assert.Empty(view.With(TickerFilter.None).Problems);
        Assert.Empty(view.WithChart("AAPL").Problems);
        Assert.Empty(view.WithInterval(Interval.Second).Problems);
    }

    [Theory]
    [InlineData(null, null, "MSFT")]
    [InlineData("AAPL", null, "AAPL")]
    [InlineData("MSFT", "TSLA", "TSLA")]
    [InlineData("QUIET", null, "QUIET")]
    [InlineData("none", null, null)]
    public void ChartTicker_NotChosen_IsTheMostActiveShown(string? tickers, string? chart, string? expected)
    {
        var market = new ScreenMarket(new ScreenClock());
        market.Add("MSFT", 400, 20);
        market.Add("AAPL", 190, 10);
        market.Publish();

        Assert.Equal(expected, TerminalView.Parse(tickers, chart, null).ChartTicker(market.Updates.Current));
    }

    [Fact]
    public void ChartTicker_AnotherBecomesMostActive_StaysWhileItIsShown()
    {
        var market = new ScreenMarket(new ScreenClock());
        market.Show("MSFT", 400, 20);
        var shown = TerminalView.Default.ChartTicker(market.Updates.Current);
        market.Show("AAPL", 190, 1_000);

        Assert.Equal("MSFT", TerminalView.Default.ChartTicker(market.Updates.Current, shown));
        Assert.Equal("AAPL", TerminalView.Parse("AAPL", null, null).ChartTicker(market.Updates.Current, shown));
        Assert.Equal("AAPL", TerminalView.Default.ChartTicker(market.Updates.Current));
    }

    [Fact]
    public void Resolve_Lists_HasTheirSymbolsAndNamesWhatIsMissing()
    {
        var lists = new WatchlistSet([new Watchlist("tech", ["NVDA", "AAPL"])]);

        var view = TerminalView.Parse("list:Tech,IBM,list:gone", null, null).Resolve(lists);

        Assert.Equal("/?tickers=list:tech,IBM", view.Uri);
        Assert.Equal(["NVDA", "AAPL", "IBM"], view.Filter.Ordered);
        Assert.Equal("list:“gone” is no watchlist here", Assert.Single(view.Problems));
    }

    [Fact]
    public void Resolve_ListsNotReadYet_ShowsNothingRatherThanAll()
    {
        var view = TerminalView.Parse("list:tech", null, null).Resolve(WatchlistSet.Unread);

        Assert.False(view.Filter.IsAll);
        Assert.Equal("/?tickers=list:tech", view.Uri);
        Assert.Empty(view.Problems);
    }
}
