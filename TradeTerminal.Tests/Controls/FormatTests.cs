using TradeTerminal.Controls;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;

namespace TradeTerminal.Tests.Controls;

public sealed class FormatTests
{
    [Theory]
    [InlineData("1234567.5", 2, "1,234,567.50")]
    [InlineData("0.00012345", 8, "0.00012345")]
    [InlineData("189.374", 2, "189.37")]
    public void Price_Decimals_AreThoseOfTheInstrument(string price, int decimals, string expected) =>
        Assert.Equal(expected, Format.Price(decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture), decimals));

    [Fact]
    public void Price_None_IsADash() => Assert.Equal(Format.Nothing, Format.Price(null, 2));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(999, "999")]
    [InlineData(1_234_567, "1,234,567")]
    public void Count_Large_HasSeparators(long count, string expected) => Assert.Equal(expected, Format.Count(count));

    [Theory]
    [InlineData("120", "120", "120")]
    [InlineData("100.0", "100", "100")]
    [InlineData("0.0389", "0.0389", "0.0389")]
    [InlineData("0.00125000", "0.00125", "0.00125")]
    [InlineData("1234.56789012345", "1,234.56789012", "1,234.5679")]
    [InlineData("0.30000000000000004", "0.3", "0.3")]
    [InlineData("0.000000000000000001", "0.000000000000000001", "0.000000000000000001")]
    [InlineData("9999999999.999999999999999999", "10,000,000,000", "10,000,000,000")]
    public void Quantity_Fractions_AreShownByTheirDigits(string text, string quantity, string volume)
    {
        var value = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal((quantity, volume), (Format.Quantity(value), Format.Volume(value)));
    }

    [Theory]
    [InlineData("1234567", "1,234,567")]
    [InlineData("9999999999999", "9,999,999,999,999")]
    [InlineData("10000000000000", "10T")]
    [InlineData("123456789012345", "123.5T")]
    [InlineData("999999999999999", "1Q")]
    [InlineData("9007199254740992", "9.007Q")]
    [InlineData("1801439850948198400", "1.801e18")]
    public void Volume_VeryLarge_IsFourDigitsOfIt(string volume, string expected) =>
        Assert.Equal(expected, Format.Volume(decimal.Parse(volume, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Volume_InANarrowColumn_IsShortSooner()
    {
        Assert.Equal("999,999,999", Format.Volume(999_999_999, Format.Wide));
        Assert.Equal("12.35B", Format.Volume(12_345_678_901, Format.Wide));
        Assert.Equal("999,999", Format.Volume(999_999, 1_000_000));
        Assert.Equal("1M", Format.Volume(1_000_000, 1_000_000));
        Assert.Equal("968.4M", Format.Volume(968_387_090, 1_000_000));
        Assert.Equal("1B", Format.Volume(999_999_999, 1_000_000));
    }

    [Theory]
    [InlineData(-5, "0.0 s")]
    [InlineData(0, "0.0 s")]
    [InlineData(1.23, "1.2 s")]
    [InlineData(9.94, "9.9 s")]
    [InlineData(9.96, "10 s")]
    [InlineData(59.4, "59 s")]
    [InlineData(59.6, "1 min")]
    [InlineData(180, "3 min")]
    [InlineData(3_590, "1 h")]
    [InlineData(3_600 * 5, "5 h")]
    [InlineData(3_600 * 72, "3 d")]
    public void Age_Seconds_AreWrittenInTheFittingUnit(double seconds, string expected) =>
        Assert.Equal(expected, Format.Age(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(1.26, "1.3 ms")]
    [InlineData(42.4, "42 ms")]
    [InlineData(1_234, "1,234 ms")]
    [InlineData(12_300, "12 s")]
    public void Milliseconds_Time_IsWrittenInTheFittingUnit(double milliseconds, string expected) =>
        Assert.Equal(expected, Format.Milliseconds(TimeSpan.FromMilliseconds(milliseconds)));

    [Theory]
    [InlineData("0.0035", "+0.35 %")]
    [InlineData("-0.012", "−1.20 %")]
    [InlineData("0.00001", "0.00 %")]
    [InlineData("0", "0.00 %")]
    public void Change_Share_CarriesItsSign(string share, string expected) =>
        Assert.Equal(expected, Format.Change(decimal.Parse(share, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("0.0035", "▲", "up", "up 0.35 %")]
    [InlineData("-0.012", "▼", "down", "down 1.20 %")]
    [InlineData("0.00005", "▲", "up", "up 0.01 %")]
    [InlineData("0.000049", "■", "weak", "unchanged")]
    [InlineData("-0.000049", "■", "weak", "unchanged")]
    public void Change_ThatReadsZero_HasNeitherDirectionNorColour(string share, string shape, string colour, string words)
    {
        var change = decimal.Parse(share, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal((shape, colour, words), (Format.ChangeShape(change), Format.ChangeClass(change), Format.ChangeInWords(change)));
        Assert.Equal("weak", Format.ChangeClass(null));
    }

    [Theory]
    [InlineData("1234.5", "+1,234.50", "up")]
    [InlineData("-0.01", "−0.01", "down")]
    [InlineData("0", "0.00", null)]
    [InlineData("-0.004", "0.00", null)]
    [InlineData("0.005", "+0.01", "up")]
    public void Pnl_Amount_CarriesItsSignAndCents(string pnl, string expected, string? colour)
    {
        var amount = decimal.Parse(pnl, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal((expected, colour), (Format.Pnl(amount), Format.PnlClass(amount)));
        Assert.Equal(Format.Nothing, Format.Pnl(null));
    }

    [Theory]
    [InlineData("-999999999.99", "−999,999,999.99")]
    [InlineData("1000000000", "+1B")]
    [InlineData("-99999998239700000175.03", "−1e20")]
    [InlineData("-12345678901.5", "−12.35B")]
    public void PnlShort_Amount_FitsIntoItsPlace(string pnl, string expected) =>
        Assert.Equal(expected, Format.PnlShort(decimal.Parse(pnl, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("1234.50", "1,234.5")]
    [InlineData("0.00000001", "0.00000001")]
    [InlineData("0.000000000000123", "0.000000000000123")]
    [InlineData("100", "100")]
    public void Exact_Quantity_HasTheDecimalsItHas(string quantity, string expected) =>
        Assert.Equal(expected, Format.Exact(decimal.Parse(quantity, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Negative_AnyFigure_HasAMinusAndNoHyphen()
    {
        Assert.Equal("−35,697.50", Format.Price(-35697.5m, 2));
        Assert.Equal("−35,697", Format.Count(-35697));
        Assert.Equal("−1,234.5", Format.Exact(-1234.50m));
        Assert.Equal("-12.5%", Format.Percent(-0.125m));
    }

    [Fact]
    public void UnixMilliseconds_Time_KeepsItsDigits()
    {
        var at = new DateTime(2026, 3, 2, 4, 5, 6, 7, DateTimeKind.Utc).AddMicroseconds(8);

        Assert.Equal("1772424306007.008", Format.UnixMilliseconds(at));
    }

    [Fact]
    public void SideOf_EachSide_HasAShapeAndAWord()
    {
        Assert.Equal("▲ buy", Format.SideOf(Side.Buy));
        Assert.Equal("▼ sell", Format.SideOf(Side.Sell));
    }

    [Theory]
    [InlineData("", "all tickers")]
    [InlineData("none", "no ticker")]
    [InlineData("MSFT,AAPL", "AAPL, MSFT")]
    [InlineData("A,B,C,D,E,F", "A, B, C, D and 2 more")]
    public void Tickers_Choice_IsSaidInWords(string list, string expected) =>
        Assert.Equal(expected, Format.Tickers(TickerFilter.Parse(list)));
}
