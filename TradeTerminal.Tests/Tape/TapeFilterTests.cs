using Bunit;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Terminal;

namespace TradeTerminal.Tests.Tape;

/// <summary>Which trades are shown.</summary>
public sealed class TapeFilterTests : TapeContext
{
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
    [InlineData("-5")]
    [InlineData("0,5")]
    public void Size_NoNumber_IsSaidBesideTheFieldAndChangesNothing(string typed)
    {
        Market.Show("AAPL", 3);
        var tape = Tape();
        tape.Find("[data-testid=tape-size]").Change("2");

        tape.Find("[data-testid=tape-size]").Change(typed);

        Assert.Equal("true", tape.Find("[data-testid=tape-size]").GetAttribute("aria-invalid"));
        Assert.Contains("a number, such as 500 or 0.5", tape.Find("#tape-size-note").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, tape.Instance.View.Trades.LeastSize);

        tape.Find("[data-testid=tape-size]").Change("0.5");
        Assert.Equal(0.5m, tape.Instance.View.Trades.LeastSize);

        tape.Find("[data-testid=tape-size]").Change("");
        Assert.Empty(tape.FindAll("#tape-size-note"));
        Assert.Equal(0, tape.Instance.View.Trades.LeastSize);
    }
}
