using TradeTerminal.Statistics;

namespace TradeTerminal.Tests.Statistics;

public sealed class SeriesNamesTests
{
    [Fact]
    public void Names_Collisions_AreBareForTheFirstFeedOnly()
    {
        var names = new SeriesNames(
            [("crypto", "GOLD"), ("quotes", "AAPL"), ("trades", "AAPL"), ("commodities", "GOLD"), ("indices", "SP500")]);

        Assert.Equal(
            ["AAPL", "quotes:AAPL", "GOLD", "crypto:GOLD", "SP500"],
            [names["trades", "AAPL"], names["quotes", "AAPL"], names["commodities", "GOLD"], names["crypto", "GOLD"], names["indices", "SP500"]]);
    }
}
