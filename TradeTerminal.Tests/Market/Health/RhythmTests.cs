using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market.Health;

namespace TradeTerminal.Tests.Market.Health;

public sealed class RhythmTests
{
    private static readonly DateTime Start = new(2026, 3, 1, 14, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(null, 10)]
    [InlineData(0.5, 10)]
    [InlineData(1.0, 10)]
    [InlineData(2.0, 20)]
    [InlineData(300.0, 3_000)]
    public void StaleAfter_MedianGap_IsTenOfThemAndNeverLess(double? gap, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Rhythm.StaleAfter(gap is { } value ? TimeSpan.FromSeconds(value) : null));

    [Theory]
    [InlineData(0, 10, false, FeedState.Live)]
    [InlineData(-30, 10, false, FeedState.Live)]
    [InlineData(5, 10, false, FeedState.Live)]
    [InlineData(5.1, 10, false, FeedState.Slow)]
    [InlineData(10, 10, false, FeedState.Slow)]
    [InlineData(10.1, 10, false, FeedState.Stale)]
    [InlineData(60, 600, false, FeedState.Live)]
    [InlineData(301, 600, false, FeedState.Slow)]
    [InlineData(601, 600, false, FeedState.Stale)]
    [InlineData(1, 600, true, FeedState.Down)]
    public void Judge_Age_IsByTheSymbolsOwnRhythm(double age, double staleAfter, bool isDown, FeedState expected) =>
        Assert.Equal(expected, Rhythm.Judge(TimeSpan.FromSeconds(age), TimeSpan.FromSeconds(staleAfter), isDown));

    [Theory]
    [InlineData(null)]
    [InlineData(null, 5)]
    [InlineData(2.0, 0, 1, 3, 60)]
    public void OfBatches_TimesWritten_IsTheirMedianGap(double? expected, params int[] seconds) => Assert.Equal(
        expected is { } gap ? TimeSpan.FromSeconds(gap) : null,
        Rhythm.OfBatches(seconds.Select(at => new WrittenBatch(Start.AddSeconds(at), 1, default)).ToArray()));

    [Fact]
    public void OfMinutes_ATickASecond_IsASecondWhateverPauseThereWas() => Assert.Equal(
        TimeSpan.FromSeconds(1),
        Rhythm.OfMinutes([Minute(0, 0, 59, 60), Minute(1, 0, 59, 60), Minute(90, 0, 10, 11)]));

    [Fact]
    public void OfMinutes_OnePriceInFiveMinutes_IsFiveMinutes() => Assert.Equal(
        TimeSpan.FromMinutes(5),
        Rhythm.OfMinutes([Minute(0, 0, 0, 1), Minute(5, 0, 0, 1), Minute(10, 0, 0, 1), Minute(15, 0, 0, 1)]));

    [Fact]
    public void OfMinutes_OnlyTheLast_Count() => Assert.Equal(
        TimeSpan.FromMinutes(1),
        Rhythm.OfMinutes([Minute(0, 0, 59, 1_000), .. Enumerable.Range(1, Rhythm.Minutes).Select(i => Minute(i, 0, 0, 1))]));

    [Fact]
    public void OfMinutes_OnePrice_IsUnknown() => Assert.Null(Rhythm.OfMinutes([Minute(0, 5, 5, 1)]));

    [Fact]
    public void OfTrades_AnyGaps_IsTheirMedian()
    {
        int[] seconds = [0, 1, 3, 6, 106];

        var trades = seconds.Select((at, i) => new Trade(Guid.NewGuid(), "AAPL", 1, 1, Side.Buy, Start.AddSeconds(at), 0, i)).ToArray();

        Assert.Equal(TimeSpan.FromSeconds(2), Rhythm.OfTrades(trades));
    }

    private static MinuteMarks Minute(int minute, int open, int close, long count) =>
        new(Start.AddMinutes(minute).AddSeconds(open), Start.AddMinutes(minute).AddSeconds(close), count);
}
