using Bunit;
using TradeTerminal.Controls;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tape;
using TradeTerminal.Terminal;

namespace TradeTerminal.Tests.Tape;

/// <summary>What a row shows, and how the rows follow the market.</summary>
public sealed class TapePanelTests : TapeContext
{
    [Fact]
    public void Render_Trade_ShowsItWithItsIdAndTime()
    {
        var trade = Market.Add("AAPL", 1_189.5m, 1_200, Side.Sell);
        Market.Publish();

        var row = Assert.Single(Rows(Tape()));

        Assert.Equal(trade.TradeId.ToString(), row.GetAttribute("data-trade-id"));
        Assert.Equal("1772461800000.000", row.GetAttribute("data-executed-at"));
        Assert.Equal(["14:30:00.000", "AAPL", "▼ sell", "1,189.50", "1,200"], row.QuerySelectorAll("td").Select(cell => cell.TextContent));
    }

    [Fact]
    public void Render_ManyTrades_ShowsTheNewestFirstAndNoMoreThanTheWindow()
    {
        for (var i = 0; i < 250; i++)
        {
            Market.Add("AAPL", 100 + i);
        }

        Market.Publish();
        var rows = Rows(Tape());

        Assert.Equal(200, rows.Count);
        Assert.Contains("349.00", rows[0].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Ticker_Link_ChoosesItForTheChartAndKeepsTheRest()
    {
        Market.Show("MSFT", 1);

        Assert.Equal("/?tickers=AAPL,MSFT&chart=MSFT", Tape("AAPL,MSFT").Find("tbody a").GetAttribute("href"));
    }

    [Fact]
    public void Render_LargeTrade_StandsOutAmongItsTickersOwn()
    {
        for (var i = 1; i <= 100; i++)
        {
            Market.Add("AAPL", 1, i);
            Market.Add("MSFT", 1, i * 10);
        }

        Market.Publish();
        var tape = Tape();

        Assert.Equal(2, tape.FindAll(".largest").Count);
        Assert.Equal(["100", "1,000"], tape.FindAll(".largest").Select(cell => cell.TextContent).OrderBy(text => text.Length));
        Assert.Equal(18, tape.FindAll(".large").Count);
    }

    [Fact]
    public void Follow_NewTrade_IsMeasuredButNotWhatWasThere()
    {
        var paint = JSInterop.SetupModule("./paint.js");
        paint.Setup<bool>("painted").SetResult(true);
        Market.Show("AAPL", 1);
        var tape = Tape();
        Assert.Empty(paint.Invocations);

        Market.Show("AAPL", 2);

        tape.WaitForAssertion(() => Assert.Single(paint.Invocations));
    }

    [Theory]
    [InlineData(100, 101)]
    [InlineData(400, 24)]
    public void Follow_ManyTradesInTwoSeconds_DrawsFewRowsOnlyInARush(int trades, int rows)
    {
        Market.Show("AAPL", 1);
        var tape = Tape();

        for (var i = 0; i < trades; i++)
        {
            Market.Add("AAPL", 2);
        }

        Market.Publish();

        tape.WaitForAssertion(() => Assert.Equal(rows, Rows(tape).Count));
        Assert.Equal("2.00", Rows(tape)[0].QuerySelector(".price")!.TextContent);
    }

    [Fact]
    public void View_AnotherInterval_LeadsTheSameRowsThere()
    {
        Market.Show("MSFT", 1);
        var tape = Tape();

        tape.Render(parameters => parameters.Add(it => it.View, TerminalView.Parse(null, null, "1s")));

        Assert.Equal("/?chart=MSFT&interval=1s", tape.Find("tbody a").GetAttribute("href"));
    }

    [Fact]
    public void Empty_Reason_IsShownInsteadOfTheTable()
    {
        var tape = Render<TapePanel>(parameters => parameters
            .Add(it => it.View, TerminalView.Default)
            .Add(it => it.Empty, new Emptiness("No trades yet", "Do this, or", "/producer", "start it")));

        Assert.Empty(tape.FindAll("table"));
        Assert.Equal("/producer", tape.Find(".step a").GetAttribute("href"));
    }
}
