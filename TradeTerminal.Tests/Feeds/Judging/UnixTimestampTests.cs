using System.Globalization;
using System.Text;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Tests.Support.Samples;

namespace TradeTerminal.Tests.Feeds.Judging;

public sealed class UnixTimestampTests
{
    [Fact]
    public void TryMilliseconds_AnyTime_IsThatOfTheFramework() => Properties.HoldForSeeds(5_000, random =>
    {
        var milliseconds = random.NextInt64(100_000_000_000, 253_402_300_800_000);
        Assert.True(UnixTimestamp.TryMilliseconds(Utf8(milliseconds.ToString(CultureInfo.InvariantCulture)), out var utc));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime, utc);
    });

    [Fact]
    public void TrySeconds_AnyTime_KeepsItsMicroseconds() => Properties.HoldForSeeds(5_000, random =>
    {
        var (seconds, micros) = (random.NextInt64(100_000_000_000), random.Next(1_000_000));
        Assert.True(UnixTimestamp.TrySeconds(Utf8(string.Create(CultureInfo.InvariantCulture, $"{seconds}.{micros:000000}")), out var utc));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime.AddTicks(micros * 10L), utc);
        Assert.Equal(DateTimeKind.Utc, utc.Kind);
    });

    [Theory]
    [InlineData("-1")]
    [InlineData("0.5")]
    [InlineData("1795941600")]
    [InlineData("99999999999")]
    [InlineData("253402300800000")]
    [InlineData("999999999999999")]
    [InlineData("1e99")]
    public void TryMilliseconds_OutOfBounds_IsFalse(string number) =>
        Assert.False(UnixTimestamp.TryMilliseconds(Utf8(number), out _));

    [Theory]
    [InlineData("-0.000001")]
    [InlineData("1795941600000")]
    [InlineData("100000000000")]
    [InlineData("999999999999")]
    [InlineData("1e99")]
    public void TrySeconds_OutOfBounds_IsFalse(string number) => Assert.False(UnixTimestamp.TrySeconds(Utf8(number), out _));

    [Theory]
    [InlineData("5", "no time of our days")]
    [InlineData("1795941600", "seconds")]
    [InlineData("1795941600.25", "seconds")]
    [InlineData("1795941600000", "milliseconds")]
    [InlineData("1795941600000000", "microseconds")]
    [InlineData("1795941600000000000", "nanoseconds")]
    public void LikelyUnit_ATimeOfOurDays_IsItsUnit(string number, string unit) =>
        Assert.Equal(unit, UnixTimestamp.LikelyUnit(Utf8(number)));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
