using Bunit;
using Microsoft.AspNetCore.Components.Web;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Ticks;
using TradeTerminal.Terminal;
using TradeTerminal.Watchlists;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Terminal;

public sealed class FilterBarTests : ScreenContext
{
    private TerminalView _view = TerminalView.Default;

    public FilterBarTests()
    {
        foreach (var ticker in new[] { "TSLA", "AAPL", "MSFT" })
        {
            Market.Add(ticker, 1);
        }

        Market.Publish();
    }

    [Theory]
    [InlineData("", "ticker-AAPL", "/?tickers=AAPL")]
    [InlineData("AAPL", "ticker-MSFT", "/?tickers=AAPL,MSFT")]
    [InlineData("AAPL,MSFT", "ticker-AAPL", "/?tickers=MSFT")]
    [InlineData("AAPL", "ticker-AAPL", "/")]
    [InlineData("AAPL", "filter-all", "/")]
    [InlineData("AAPL", "filter-none", "/?tickers=none")]
    [InlineData("none", "ticker-TSLA", "/?tickers=TSLA")]
    public void Click_Button_ChangesTheView(string tickers, string button, string uri)
    {
        Bar(tickers).Find($"[data-testid='{button}']").Click();

        Assert.Equal(uri, _view.Uri);
    }

    [Theory]
    [InlineData("", "filter-all")]
    [InlineData("none", "filter-none")]
    [InlineData("AAPL,TSLA", "ticker-AAPL ticker-TSLA")]
    public void Render_Choice_IsPressed(string tickers, string pressed) =>
        Assert.Equal(pressed,
            string.Join(' ', Bar(tickers).FindAll("[aria-pressed=true]").Select(chip => chip.GetAttribute("data-testid"))));

    [Fact]
    public void Render_TickerWithoutTrades_IsAChipThatSaysSo()
    {
        var chip = Bar("ZZZZ").Find("[data-testid=ticker-ZZZZ]");

        Assert.Equal("No trades yet", chip.GetAttribute("title"));
    }

    [Theory]
    [InlineData("ticker-AAPL", "ArrowRight", "ticker-MSFT")]
    [InlineData("ticker-AAPL", "ArrowLeft", "ticker-TSLA")]
    [InlineData("ticker-MSFT", "End", "ticker-TSLA")]
    [InlineData("ticker-MSFT", "Home", "ticker-AAPL")]
    public void Key_Arrow_MovesTheFocus(string from, string key, string to)
    {
        var bar = Bar("");

        bar.Find($"[data-testid={from}]").KeyDown(key);

        JSInterop.VerifyFocusAsyncInvoke();
        Assert.Equal(to, Assert.Single(bar.FindAll(".chips [tabindex='0']")).GetAttribute("data-testid"));
    }

    [Fact]
    public void Key_Escape_ShowsAll()
    {
        Bar("AAPL").Find("[data-testid=ticker-AAPL]").KeyDown("Escape");

        Assert.Equal("/", _view.Uri);
    }

    [Fact]
    public void Follow_NewTicker_GetsAChip()
    {
        var bar = Bar("");

        Market.Show("NVDA", 1);

        bar.WaitForAssertion(() => Assert.Single(bar.FindAll("[data-testid=ticker-NVDA]")));
    }

    [Fact]
    public void Render_ManyTickers_KeepsTheChosenAmongAFewChips()
    {
        for (var i = 0; i < 100; i++)
        {
            Market.Add($"T{i:D3}", 1);
        }

        Market.Publish();
        var bar = Bar("T099");

        Assert.Equal(24, bar.FindAll(".chips .chip").Count);
        Assert.Single(bar.FindAll("[data-testid=ticker-T099]"));
    }

    [Fact]
    public void Render_ChosenAndStale_StandFirstAndLast()
    {
        Clock.Advance(TimeSpan.FromHours(1));
        Market.Add("TSLA", 1);
        Market.Add("MSFT", 1);
        Market.Publish();

        Assert.Equal(
            ["ticker-TSLA", "ticker-MSFT", "ticker-AAPL"],
            Bar("TSLA").FindAll(".chips .chip").Select(chip => chip.GetAttribute("data-testid")));
    }

    [Fact]
    public void Render_List_IsAChipBeforeItsSymbolsInTheirOrder()
    {
        var lists = new WatchlistSet([new Watchlist("mine", ["TSLA", "AAPL"])]);
        _view = TerminalView.Parse("list:mine", null, null).Resolve(lists);
        var bar = Render<FilterBar>(
            parameters => parameters.Add(bar => bar.View, _view).Add(bar => bar.OnChange, change => _view = change(_view)));

        Assert.Equal(
            ["list-mine", "ticker-TSLA", "ticker-AAPL", "ticker-MSFT"],
            bar.FindAll(".chips .chip").Select(chip => chip.GetAttribute("data-testid")));
        bar.Find("[data-testid=list-mine]").Click();
        Assert.Equal("/", _view.Uri);
    }

    [Fact]
    public async Task Find_SymbolOfAnotherFeed_IsAddedToThoseShown()
    {
        Market.Add(PricedFeeds.Crypto, PricePoint.Of(new Tick("BTC-USD", 35_697, 0, PriceOrigin.Synthetic, null, ScreenClock.Start, 0, 0)));
        Market.Publish();
        var bar = Bar("AAPL");

        await bar.Find("input").InputAsync("btc");
        await bar.Find("[data-testid='ticker-BTC-USD'], [data-testid='ticker-crypto:BTC-USD']").ClickAsync(new MouseEventArgs());

        Assert.Equal("/?tickers=AAPL,BTC-USD", _view.Uri);
    }

    private IRenderedComponent<FilterBar> Bar(string tickers)
    {
        _view = TerminalView.Parse(tickers, null, null);
        return Render<FilterBar>(
            parameters => parameters.Add(bar => bar.View, _view).Add(bar => bar.OnChange, change => _view = change(_view)));
    }
}
