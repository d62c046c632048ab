using System.Globalization;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Positions;
using TradeTerminal.Tests.Support.Samples;

namespace TradeTerminal.Tests.Positions;

public sealed class PnlTests
{
    [Theory]
    [InlineData(PositionType.Long, "100", "100", "103.5", "350.00")]
    [InlineData(PositionType.Long, "100", "103.5", "100", "-350.00")]
    [InlineData(PositionType.Short, "100", "100", "103.5", "-350.00")]
    [InlineData(PositionType.Short, "100", "103.5", "100", "350.00")]
    [InlineData(PositionType.Long, "100", "100", "100", "0.00")]
    [InlineData(PositionType.Long, "1", "0.005", "0.01", "0.01")]
    [InlineData(PositionType.Short, "1", "0.005", "0.01", "-0.01")]
    [InlineData(PositionType.Long, "3", "0.33333333", "1", "2.00")]
    [InlineData(PositionType.Long, "9999999999", "0.00000001", "9999999999.99999999", "99999999989999999800.00")]
    public void Of_Position_IsTheDifferenceTimesTheQuantityInCents(
        PositionType type, string quantity, string entry, string price, string expected) =>
        Assert.Equal(expected, Text(Pnl.Of(type, Number(quantity), Number(entry), Number(price))));

    [Theory]
    [InlineData("10", "5", "7", "20.00")]
    [InlineData("-10", "5", "7", "-20.00")]
    [InlineData("-10", "7", "5", "20.00")]
    [InlineData("0", "7", "5", "0.00")]
    public void Of_SignedSize_IsShortBelowZero(string size, string entry, string price, string expected) =>
        Assert.Equal(expected, Text(Pnl.Of(Number(size), Number(entry), Number(price))));

    [Theory]
    [InlineData("0.005", "0.01")]
    [InlineData("-0.005", "-0.01")]
    [InlineData("0.015", "0.02")]
    [InlineData("0.0149999", "0.01")]
    [InlineData("7", "7.00")]
    public void Cents_Half_GoesAwayFromZero(string exact, string expected) => Assert.Equal(expected, Text(Pnl.Cents(Number(exact))));

    [Theory]
    [InlineData("1000", "500", "500000.00")]
    [InlineData("-1000", "500", "500000.00")]
    [InlineData("0", "500", "0.00")]
    public void Value_EitherSide_HasNoSign(string size, string price, string expected) =>
        Assert.Equal(expected, Text(Pnl.Value(Number(size), Number(price))));

    /// <summary>What one side gains the other one loses, to the cent.</summary>
    [Fact]
    public void Of_LongAndShort_CancelOut() => Properties.HoldForSeeds(200, random =>
    {
        var (quantity, entry, price) = (Price(random), Price(random), Price(random));

        Assert.Equal(0, Pnl.Of(PositionType.Long, quantity, entry, price) + Pnl.Of(PositionType.Short, quantity, entry, price));
    });

    private static decimal Price(Random random) => random.NextInt64(1, 10_000_000_000) / (decimal)Math.Pow(10, random.Next(9));

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}
