using System.Globalization;
using TradeTerminal.Days;

namespace TradeTerminal.Tests.Days;

public sealed class NiceScaleTests
{
    [Theory]
    [InlineData("0", "0", "0 1")]
    [InlineData("0", "93", "0 50 100")]
    [InlineData("3", "7", "0 5 10")]
    [InlineData("-2484.81", "10889.33", "-10000 0 10000 20000")]
    [InlineData("-0.03", "0.01", "-0.04 -0.02 0.00 0.02")]
    [InlineData("1000000", "123456789012", "0 100000000000 200000000000")]
    public void Of_AnyFigures_HasRoundTicksAroundThemWithZero(string lowest, string highest, string ticks)
    {
        var (low, high) = (Number(lowest), Number(highest));

        var scale = NiceScale.Of(low, high, 2);

        Assert.Equal(ticks.Split(' ').Select(Number), scale.Ticks());
        Assert.InRange(scale.ShareOf(low), 0, 1);
        Assert.InRange(scale.ShareOf(high), 0, 1);
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
