using TradeTerminal.MarketWatch;

namespace TradeTerminal.Tests.MarketWatch;

public sealed class SparkPathTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("5", "")]
    [InlineData("1 2", "M0 16L90 0")]
    [InlineData("3 1 2", "M0 0L45 16L90 8")]
    [InlineData("7 7 7 7", "M0 8L30 8L60 8L90 8")]
    public void Of_Prices_FillTheBox(string prices, string path) => Assert.Equal(
        path, SparkPath.Of([.. prices.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(decimal.Parse)], 90, 16));
}
