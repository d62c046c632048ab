using TradeTerminal.Market;

namespace TradeTerminal.Tests.Market;

public sealed class TickerFilterTests
{
    [Theory]
    [InlineData("AAPL,MSFT")]
    [InlineData("MSFT,AAPL")]
    [InlineData(" msft , aapl ,, AAPL,")]
    public void Parse_SameChoice_IsTheSameFilter(string list)
    {
        var filter = TickerFilter.Parse(list);

        Assert.Equal("AAPL,MSFT", filter.Key);
        Assert.Equal(TickerFilter.Of(["AAPL", "MSFT"]), filter);
        Assert.Equal(TickerFilter.Of(["AAPL", "MSFT"]).GetHashCode(), filter.GetHashCode());
        Assert.Equal(filter, TickerFilter.Parse(filter.Key));
        Assert.True(filter.Includes("AAPL"));
        Assert.False(filter.Includes("TSLA"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" , ")]
    public void Parse_Nothing_MeansAll(string? list)
    {
        var filter = TickerFilter.Parse(list);

        Assert.Same(TickerFilter.All, filter);
        Assert.True(filter.IsAll);
        Assert.True(filter.Includes("ANY"));
        Assert.NotEqual(TickerFilter.Of(["AAPL"]), filter);
    }
}
