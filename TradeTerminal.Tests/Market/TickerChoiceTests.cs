using TradeTerminal.Market;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Market;

/// <summary>The filter as something a person clicks on.</summary>
public sealed class TickerChoiceTests
{
    [Fact]
    public void Parse_None_IncludesNothingAndIsWrittenTheSame()
    {
        var filter = TickerFilter.Parse("none");

        Assert.Same(TickerFilter.None, filter);
        Assert.True(filter.IsNone);
        Assert.False(filter.IsAll);
        Assert.False(filter.Includes("AAPL"));
        Assert.Equal(filter, TickerFilter.Parse(filter.Key));
        Assert.NotEqual(TickerFilter.All, filter);
    }

    [Fact]
    public void Parse_UpperCaseNone_IsATicker()
    {
        var filter = TickerFilter.Parse("NONE");

        Assert.False(filter.IsNone);
        Assert.True(filter.Chooses("NONE"));
    }

    [Theory]
    [InlineData("", "AAPL", "AAPL")]
    [InlineData("none", "AAPL", "AAPL")]
    [InlineData("AAPL", "MSFT", "AAPL,MSFT")]
    [InlineData("AAPL,MSFT", "AAPL", "MSFT")]
    [InlineData("AAPL", "AAPL", "")]
    public void Toggle_Ticker_AddsOrTakesAway(string before, string ticker, string after) =>
        Assert.Equal(after, TickerFilter.Parse(before).Toggle(ticker).Key);

    [Fact]
    public void Window_None_IsEmpty()
    {
        var market = new ScreenMarket(new ScreenClock());
        market.Show("AAPL", 190);

        Assert.Equal(0, market.Updates.Current.Window(TickerFilter.None).Figures.Trades);
        Assert.Equal(1, market.Updates.Current.Window(TickerFilter.All).Figures.Trades);
    }
}
