using Bunit;
using Microsoft.AspNetCore.Components.Web;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Tests.Tape;

/// <summary>Rows that somebody reads.</summary>
public sealed class TapeHoldTests : TapeContext
{
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
        Assert.Contains("topic “orders” (the one set now), partition 0, offset 0",
            tape.Find("[data-testid=trade-place]").TextContent, StringComparison.Ordinal);
        Assert.Contains("14:30:00.000000 UTC", tape.Find("[data-testid=trade-event]").TextContent, StringComparison.Ordinal);
        Assert.Equal($"/history?trade={trade.TradeId}", tape.Find("[data-testid=trade-history]").GetAttribute("href"));

        tape.Find("[data-testid=tape-close]").Click();
        Assert.Empty(tape.FindAll("[data-testid=tape-chosen]"));
        Assert.Equal(2, Rows(tape).Count);
    }
}
