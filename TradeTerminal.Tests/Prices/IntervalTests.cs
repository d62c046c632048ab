using System.Globalization;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Tests.Support.Samples;

namespace TradeTerminal.Tests.Prices;

public sealed class IntervalTests
{
    [Theory]
    [InlineData("1s", "2026-03-01T14:37:42Z")]
    [InlineData("5s", "2026-03-01T14:37:40Z")]
    [InlineData("1m", "2026-03-01T14:37:00Z")]
    [InlineData("5m", "2026-03-01T14:35:00Z")]
    [InlineData("15m", "2026-03-01T14:30:00Z")]
    [InlineData("1h", "2026-03-01T14:00:00Z")]
    [InlineData("45s", "2026-03-01T14:37:30Z")]
    [InlineData("3m", "2026-03-01T14:36:00Z")]
    [InlineData("90m", "2026-03-01T13:30:00Z")]
    [InlineData("1d", "2026-03-01T00:00:00Z")]
    public void BucketOf_Time_IsTheStartOfItsInterval(string name, string expected)
    {
        Assert.True(Interval.TryParse(name, out var interval));

        var bucket = interval.BucketOf(new DateTime(2026, 3, 1, 14, 37, 42, 999, DateTimeKind.Utc));

        Assert.Equal(expected, bucket.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture));
        Assert.Equal(bucket, interval.BucketOf(bucket));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("5")]
    [InlineData("0s")]
    [InlineData("-5m")]
    [InlineData("+5m")]
    [InlineData("1.5m")]
    [InlineData("5 m")]
    [InlineData("7m")]
    [InlineData("7s")]
    [InlineData("90s")]
    [InlineData("2d")]
    [InlineData("1M")]
    [InlineData("15M")]
    [InlineData("99999d")]
    [InlineData("100000s")]
    public void TryParse_Unknown_IsFalse(string? name)
    {
        Assert.False(Interval.TryParse(name, out _));
    }

    [Theory]
    [InlineData("60s", "1m")]
    [InlineData("300s", "5m")]
    [InlineData("60m", "1h")]
    [InlineData("24H", "1d")]
    [InlineData("090m", "90m")]
    public void TryParse_SameWidth_HasOneName(string typed, string name)
    {
        Assert.True(Interval.TryParse(typed, out var interval));
        Assert.Equal(name, interval.Name);
        Assert.All(Interval.All, known => Assert.True(Interval.TryParse(known.Name, out var parsed) && parsed == known));
    }

    [Fact]
    public void Join_NarrowerCandles_EqualsTheWiderOne() => Properties.HoldForSeeds(200, random =>
    {
        var hour = Interval.All[^1];
        var trades = new RandomTrades(random, new DateTime(2026, 3, 1, 14, 59, 0, DateTimeKind.Utc)) { Tickers = ["AAPL"] }.Take(50);

        foreach (var wide in Recomputation.Candles(hour, trades))
        {
            var minutes = Recomputation.Candles(Interval.Minute, trades.Where(t => hour.BucketOf(t.ExecutedAt) == wide.Time));
            Assert.Equal(wide, Candle.Join(wide.Time, [.. minutes]));
        }
    });
}
