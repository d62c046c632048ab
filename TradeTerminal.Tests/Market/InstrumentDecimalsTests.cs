using System.Globalization;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;

namespace TradeTerminal.Tests.Market;

public sealed class InstrumentDecimalsTests
{
    [Theory]
    [InlineData("", 2)]
    [InlineData("190", 2)]
    [InlineData("189.37000000", 2)]
    [InlineData("189.37 189.375 189.4", 3)]
    [InlineData("0.00012345", 8)]
    public void Of_NewestTrades_IsTheMostTheyNeed(string prices, int expected)
    {
        var trades = prices.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(price => new Trade(Guid.NewGuid(), "X", decimal.Parse(price, CultureInfo.InvariantCulture), 1, Side.Buy, DateTime.UnixEpoch, 0, 0))
            .ToArray();

        Assert.Equal(expected, InstrumentDecimals.Of(trades));
    }

    [Fact]
    public void Of_Prices_IsTheMostTheyNeed()
    {
        Assert.Equal(3, InstrumentDecimals.Of([100m, 99.125m, 0m]));
        Assert.Equal(2, InstrumentDecimals.Of((decimal[])[]));
    }
}
