using System.Globalization;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;
using TradeTerminal.Market.Candles;

namespace TradeTerminal.Tests.Market;

public sealed class InstrumentDecimalsTests
{
    [Theory]
    [InlineData("", 2)]
    [InlineData("190", 2)]
    [InlineData("189.37000000", 2)]
    [InlineData("189.37 189.375 189.4", 3)]
    [InlineData("0.00012345", 8)]
    [InlineData("175.02 175.02000000000001 175.03", 2)]
    [InlineData("0.0000000012", 10)]
    [InlineData("0.000000123456789", 12)]
    [InlineData("0.000000000000001", 15)]
    [InlineData("1.123456789123", 8)]
    public void Of_NewestTrades_IsTheMostTheyNeed(string prices, int expected)
    {
        var trades = prices.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(price => new Trade(Guid.NewGuid(), "X", decimal.Parse(price, CultureInfo.InvariantCulture), 1, Side.Buy, DateTime.UnixEpoch, 0, 0))
            .ToArray();

        Assert.Equal(expected, InstrumentDecimals.Of(trades));
    }

    [Theory]
    [InlineData("100.25 99.5 0.00012345", 2)]
    [InlineData("100.25 0.125 0.00012345", 3)]
    [InlineData("0.00012345", 8)]
    [InlineData("1 2.125", 2)]
    [InlineData("", 2)]
    public void Median_OfSeveralInstruments_IsNotThatOfTheFinest(string prices, int expected)
    {
        var tickers = prices.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((price, i) => new InstrumentSnapshot(
            Instrument.OfTrades($"T{i}"), new[] { new Trade(Guid.NewGuid(), "X", decimal.Parse(price, CultureInfo.InvariantCulture), 1, Side.Buy, DateTime.UnixEpoch, 0, 0) }, CandleSeries.Empty, CandleSeries.Empty));

        Assert.Equal(expected, InstrumentDecimals.Median(tickers));
    }

    [Theory]
    [InlineData("104.123456", 2, 2)]
    [InlineData("0.0123456", 2, 4)]
    [InlineData("0.0000123", 2, 7)]
    [InlineData("0.0000123", 8, 8)]
    [InlineData("0", 2, 2)]
    public void OfMean_Small_HasThreeSignificantDigits(string mean, int usual, int expected) =>
        Assert.Equal(expected, InstrumentDecimals.OfMean(decimal.Parse(mean, CultureInfo.InvariantCulture), usual));

    [Fact]
    public void Of_Prices_IsTheMostTheyNeed()
    {
        Assert.Equal(3, InstrumentDecimals.Of([100m, 99.125m, 0m]));
        Assert.Equal(2, InstrumentDecimals.Of((decimal[])[]));
    }

    [Theory]
    [InlineData(999_999.5, 2, 2)]
    [InlineData(1_000_000, 2, 0)]
    public void OfDay_Price_LeavesDecimalsOfMillionsOut(double price, int decimals, int expected) =>
        Assert.Equal(expected, InstrumentDecimals.OfDay((decimal)price, decimals));
}
