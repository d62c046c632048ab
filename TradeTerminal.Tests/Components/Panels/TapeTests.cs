using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components.Web;
using TradeTerminal.Components;
using TradeTerminal.Components.Panels;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Tests.Components.Panels;

public sealed class TapeTests : ScreenContext
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
    public void Render_Filter_IsSaidInWordsAndKept()
    {
        Market.Add("AAPL", 1);
        Market.Add("MSFT", 1);
        Market.Add("TSLA", 1);
        Market.Publish();

        var tape = Tape("AAPL,MSFT");

        Assert.Equal("last 200 trades · AAPL, MSFT", tape.Find(".says").TextContent);
        Assert.Equal(2, Rows(tape).Count);
    }

    [Fact]
    public void Ticker_Link_ChoosesItForTheChartAndKeepsTheRest()
    {
        Market.Show("MSFT", 1);

        Assert.Equal("/?tickers=AAPL,MSFT&chart=MSFT", Tape("AAPL,MSFT").Find("tbody a").GetAttribute("href"));
    }

    [Fact]
    public void Pause_NewTrades_HoldsTheRowsAndCountsThem()
    {
        Market.Show("AAPL", 1);
        var tape = Tape();

        tape.Find("[data-testid=tape-pause]").Click();
        Market.Show("AAPL", 2);
        Market.Show("AAPL", 3);
        tape.WaitForAssertion(() => Assert.Equal("held · 2 new", tape.Find(".held").TextContent));
        Assert.Single(Rows(tape));

        tape.Find("[data-testid=tape-pause]").Click();
        Assert.Equal(3, Rows(tape).Count);
        Assert.Empty(tape.FindAll(".held"));
    }

    [Theory]
    [InlineData("mouse", 1)]
    [InlineData("touch", 2)]
    public void Pointer_Over_HoldsOnlyUnderAMouse(string device, int rows)
    {
        Market.Show("AAPL", 1);
        var tape = Tape();

        tape.Find(".scroll").TriggerEvent("onpointerenter", new PointerEventArgs { PointerType = device });
        Market.Show("AAPL", 2);
        tape.WaitForAssertion(() => Assert.Equal(rows, Rows(tape).Count));

        tape.Find(".scroll").TriggerEvent("onpointerleave", new PointerEventArgs { PointerType = device });
        tape.WaitForAssertion(() => Assert.Equal(2, Rows(tape).Count));
    }

    [Fact]
    public void Filter_ChangedWhilePaused_ShowsTheNewChoice()
    {
        Market.Add("AAPL", 1);
        Market.Add("MSFT", 1);
        Market.Publish();
        var tape = Tape("AAPL");
        tape.Find("[data-testid=tape-pause]").Click();

        tape.Render(parameters => parameters.Add(it => it.View, TerminalView.Parse("MSFT", null, null)));

        Assert.Contains("MSFT", Assert.Single(Rows(tape)).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hold_ScrolledOrFocused_HoldsUntilTheReturn()
    {
        Market.Show("AAPL", 1);
        var tape = Tape();

        await tape.Instance.SeeAsync(isScrolled: true, isFocused: false, fitting: 20);
        Market.Show("AAPL", 2);
        tape.WaitForAssertion(() => Assert.Equal("held · 1 new", tape.Find(".held").TextContent));
        await tape.Instance.SeeAsync(isScrolled: false, isFocused: true, fitting: 20);
        Assert.Single(Rows(tape));

        tape.Find("[data-testid=tape-live]").Click();

        Assert.Equal(2, Rows(tape).Count);
        Assert.Empty(tape.FindAll(".held"));
    }

    [Fact]
    public void Filter_WhileHeld_ChoosesAmongWhatIsHeldAndCountsWhatFits()
    {
        Market.Add("AAPL", 1, 500, Side.Sell);
        Market.Add("AAPL", 2, 600, Side.Buy);
        Market.Add("AAPL", 3, 50, Side.Sell);
        Market.Publish();
        var tape = Tape();
        tape.Find("[data-testid=tape-pause]").Click();
        Market.Show("AAPL", 4, 700, Side.Sell);
        Market.Show("AAPL", 5, 800, Side.Buy);

        tape.Find("[data-testid=tape-sells]").Click();
        tape.Find("[data-testid=tape-size]").Change("100");

        tape.WaitForAssertion(() => Assert.Equal("held · 1 new", tape.Find(".held").TextContent));
        Assert.Contains("1.00", Assert.Single(Rows(tape)).TextContent, StringComparison.Ordinal);
        Assert.Equal("sells ≥ 100 of the last 1,000 · all tickers", tape.Find(".says").TextContent);

        tape.Find("[data-testid=tape-pause]").Click();
        Assert.Equal(2, Rows(tape).Count);
        tape.Find("[data-testid=tape-sells]").Click();
        Assert.Equal(4, Rows(tape).Count);
    }

    [Fact]
    public void Filter_Chosen_IsTheViewAndLeadsToTheSameInHistory()
    {
        Market.Add("AAPL", 1, 500, Side.Sell);
        Market.Add("AAPL", 2, 600, Side.Buy);
        Market.Publish();
        var tape = Tape("AAPL");

        tape.Find("[data-testid=tape-sells]").Click();
        tape.Find("[data-testid=tape-size]").Change("100");

        Assert.EndsWith("/?tickers=AAPL&side=sell&size=100", tape.Instance.View.Uri, StringComparison.Ordinal);
        Assert.Equal("/history?tickers=AAPL&side=sell&sizeFrom=100", tape.Find("[data-testid=tape-history]").GetAttribute("href"));
    }

    [Fact]
    public void Filter_OfAnotherAddress_IsShown()
    {
        Market.Add("AAPL", 1, 500, Side.Sell);
        Market.Add("AAPL", 2, 600, Side.Buy);
        Market.Publish();
        var tape = Tape();

        tape.Render(parameters => parameters.Add(it => it.View, TerminalView.Parse(null, null, null, side: "sell")));
        Assert.Equal("true", tape.Find("[data-testid=tape-sells]").GetAttribute("aria-pressed"));
        Assert.Single(Rows(tape));

        tape.Render(parameters => parameters.Add(it => it.View, TerminalView.Default));
        Assert.Equal(2, Rows(tape).Count);
    }

    [Fact]
    public void Filter_NothingFits_SaysSo()
    {
        Market.Show("AAPL", 1);
        var tape = Tape();

        tape.Find("[data-testid=tape-size]").Change("5,000");

        Assert.Contains("None: trades ≥ 5,000 of the last 1,000", tape.Find(".none").TextContent, StringComparison.Ordinal);
    }

    /// <summary>The pause is ended while the keyboard is still on the rows: they move again.</summary>
    [Fact]
    public async Task Pause_EndedWithTheFocusOnTheRows_HoldsNoLonger()
    {
        Market.Show("AAPL", 1);
        var tape = Tape();
        tape.Find("[data-testid=tape-pause]").Click();
        await tape.Instance.SeeAsync(false, true, 20);
        Market.Show("AAPL", 2);
        tape.WaitForAssertion(() => Assert.Equal("held · 1 new", tape.Find(".held").TextContent));

        tape.Find("[data-testid=tape-pause]").Click();

        tape.WaitForAssertion(() => Assert.Equal(2, Rows(tape).Count));
        Assert.Empty(tape.FindAll(".held"));
    }

    /// <summary>None of those held is of that size; the first that comes is shown, and held in its turn.</summary>
    [Fact]
    public void Filter_NothingHeldFits_ShowsTheFirstThatComes()
    {
        Market.Show("AAPL", 1, 10);
        var tape = Tape();
        tape.Find("[data-testid=tape-pause]").Click();
        tape.Find("[data-testid=tape-size]").Change("500");
        Assert.Empty(Rows(tape));

        Market.Show("AAPL", 2, 700);

        tape.WaitForAssertion(() => Assert.Contains("700", Assert.Single(Rows(tape)).TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1e3")]
    [InlineData("500.5")]
    [InlineData("-5")]
    [InlineData("0,5")]
    public void Size_NoWholeNumber_IsSaidBesideTheFieldAndChangesNothing(string typed)
    {
        Market.Show("AAPL", 3);
        var tape = Tape();
        tape.Find("[data-testid=tape-size]").Change("2");

        tape.Find("[data-testid=tape-size]").Change(typed);

        Assert.Equal("true", tape.Find("[data-testid=tape-size]").GetAttribute("aria-invalid"));
        Assert.Contains("whole number", tape.Find("#tape-size-note").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, tape.Instance.View.Trades.LeastSize);

        tape.Find("[data-testid=tape-size]").Change("");
        Assert.Empty(tape.FindAll("#tape-size-note"));
        Assert.Equal(0, tape.Instance.View.Trades.LeastSize);
    }

    [Fact]
    public async Task See_AnyCount_IsBounded()
    {
        Market.Show("AAPL", 3);
        var tape = Tape();

        await tape.Instance.SeeAsync(false, false, int.MaxValue);
        Market.Show("AAPL", 2);

        tape.WaitForAssertion(() => Assert.Equal(2, Rows(tape).Count));
    }

    [Fact]
    public async Task Choose_Row_HoldsItAndSaysWhereItCameFrom()
    {
        var trade = Market.Add("AAPL", 189.5m, 10, Side.Sell);
        Market.Publish();
        var tape = Tape();

        await tape.Instance.ChooseAsync(trade.TradeId.ToString());
        Market.Show("AAPL", 2);

        tape.WaitForAssertion(() => Assert.Equal("held · 1 new", tape.Find(".held").TextContent));
        Assert.Equal(trade.TradeId.ToString(), tape.Find(".is-chosen").GetAttribute("data-trade-id"));
        Assert.Contains("topic “orders” (the one set now), partition 0, offset 0", tape.Find("[data-testid=trade-place]").TextContent, StringComparison.Ordinal);
        Assert.Contains("14:30:00.000000 UTC", tape.Find("[data-testid=trade-event]").TextContent, StringComparison.Ordinal);
        Assert.Equal($"/history?trade={trade.TradeId}", tape.Find("[data-testid=trade-history]").GetAttribute("href"));

        tape.Find("[data-testid=tape-close]").Click();
        Assert.Empty(tape.FindAll("[data-testid=tape-chosen]"));
        Assert.Equal(2, Rows(tape).Count);
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
        var tape = Render<Tape>(parameters => parameters
            .Add(it => it.View, TerminalView.Default)
            .Add(it => it.Empty, new Emptiness("No trades yet", "Do this, or", "/producer", "start it")));

        Assert.Empty(tape.FindAll("table"));
        Assert.Equal("/producer", tape.Find(".step a").GetAttribute("href"));
    }

    private static IReadOnlyList<IElement> Rows(IRenderedComponent<Tape> tape) => tape.FindAll("[data-trade-id]");

    /// <summary>As the page does, it shows what was chosen.</summary>
    private IRenderedComponent<Tape> Tape(string? tickers = null)
    {
        IRenderedComponent<Tape>? tape = null;
        return tape = Render<Tape>(parameters => parameters
            .Add(it => it.View, TerminalView.Parse(tickers, null, null))
            .Add(it => it.OnChange, change => tape!.Render(again => again.Add(it => it.View, change(tape!.Instance.View)))));
    }
}
