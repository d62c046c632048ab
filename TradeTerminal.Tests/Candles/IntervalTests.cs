using System.Globalization;
using TradeTerminal.Ingest.Candles;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Candles;

public sealed class IntervalTests
{
    [Theory]
    [InlineData("1s", "2026-03-01T14:37:42Z")]
    [InlineData("5s", "2026-03-01T14:37:40Z")]
    [InlineData("1m", "2026-03-01T14:37:00Z")]
    [InlineData("5m", "2026-03-01T14:35:00Z")]
    [InlineData("15M", "2026-03-01T14:30:00Z")]
    [InlineData("1h", "2026-03-01T14:00:00Z")]
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
    [InlineData("2m")]
    public void TryParse_Unknown_IsFalse(string? name)
    {
        Assert.False(Interval.TryParse(name, out _));
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
