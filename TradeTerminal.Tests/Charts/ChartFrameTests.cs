using TradeTerminal.Charts;
using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Tests.Charts;

public sealed class ChartFrameTests
{
    private static readonly DateTime Start = new(2026, 3, 2, 14, 30, 0, DateTimeKind.Utc);

    [Fact]
    public void OfCandles_SomeCandles_ReadBackTheSame()
    {
        var candles = new[]
        {
            new Candle(Start, 189.37m, 190m, 189.125m, 189.5m, 1_234, 233_843.5m, 3),
            new Candle(Start.AddMinutes(5), 189.5m, 189.5m, 189.5m, 189.5m, 9_007_199_254_740_992, 0, 1),
        };

        var frame = FrameReader.ReadCandles(ChartFrame.OfCandles("BRK.B", Interval.Minute, true, candles));

        Assert.Equal((true, 3, "BRK.B", 60u), (frame.Whole, frame.Decimals, frame.Symbol, frame.Interval));
        Assert.Equal(
            [
                new FrameCandle(Start, 189.37, 190, 189.125, 189.5, 1_234, 233_843.5),
                new FrameCandle(Start.AddMinutes(5), 189.5, 189.5, 189.5, 189.5, 9_007_199_254_740_992, 0),
            ],
            frame.Candles);
    }

    [Fact]
    public void OfCandles_None_IsAnEmptyWhole()
    {
        var frame = FrameReader.ReadCandles(ChartFrame.OfCandles("AAPL", Interval.Second, true, []));

        Assert.True(frame.Whole);
        Assert.Empty(frame.Candles);
    }

    [Fact]
    public void OfLines_SomeLines_ReadBackTheSame()
    {
        var second = new Candle(Start, 1, 2, 1, 1.25m, 1, 0, 1);
        var lines = new[] { new PriceLine("EUR/USD", [second, second with { Time = Start.AddSeconds(1), Close = 1.0842m }]), new PriceLine("X", []) };

        var frame = FrameReader.ReadLines(ChartFrame.OfLines(300, false, lines));

        Assert.Equal((false, 300u), (frame.Whole, frame.Chosen));
        Assert.Equal(["EUR/USD", "X"], frame.Lines.Select(line => line.Symbol));
        Assert.Equal(4, frame.Lines[0].Decimals);
        Assert.Equal([(Start, 1, 1.25), (Start.AddSeconds(1), 1, 1.0842)], frame.Lines[0].Points);
        Assert.Empty(frame.Lines[1].Points);
    }

    /// <summary>Never drawn here: the browser would not come to an end of the wrong ones.</summary>
    [Theory]
    [InlineData("0.12345678", "9999999.5", 8)]
    [InlineData("0.12345678", "10000000", 7)]
    [InlineData("0.12345678", "123456789", 6)]
    [InlineData("0.0000000012", "1", 10)]
    [InlineData("0.000000000000001", "1", 14)]
    [InlineData("0.25", "9999999999", 2)]
    public void OfCandles_DecimalsThatTheLargestPriceHasNoRoomFor_AreLeftOut(string low, string high, int decimals)
    {
        var (lowest, highest) = (decimal.Parse(low, System.Globalization.CultureInfo.InvariantCulture),
            decimal.Parse(high, System.Globalization.CultureInfo.InvariantCulture));
        var candle = new Candle(Start, lowest, highest, lowest, lowest, 1, 0, 1);

        var candles = FrameReader.ReadCandles(ChartFrame.OfCandles("X", Interval.Minute, true, [candle]));
        var lines = FrameReader.ReadLines(ChartFrame.OfLines(1, true, [new PriceLine("X", [candle])]));

        Assert.Equal((decimals, decimals), (candles.Decimals, lines.Lines[0].Decimals));
        Assert.True(highest * (decimal)Math.Pow(10, candles.Decimals) < 1_000_000_000_000_000m);
    }

    [Theory]
    [InlineData("189", 2)]
    [InlineData("189.5", 2)]
    [InlineData("189.37", 2)]
    [InlineData("1.08421", 5)]
    [InlineData("1.50000000", 2)]
    [InlineData("0.00000001", 8)]
    [InlineData("175.02000000000001", 2)]
    [InlineData("0.0000000012", 10)]
    [InlineData("0.00001234567891", 10)]
    [InlineData("0.000000000000001", 15)]
    public void PriceDecimals_OfAPrice_AreThoseItHas(string price, int decimals) =>
        Assert.Equal(decimals, PriceDecimals.Of(decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture)));
}
