using TradeTerminal.Charts;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Market;

namespace TradeTerminal.Tests.Charts;

public sealed class CandleFramesTests
{
    private static readonly Interval Hour = Interval.All[^1];
    private static readonly Instrument Apple = Instrument.OfTrades("AAPL");

    private readonly ChartMarket _market = new();
    private readonly CandleFrames _frames = new();

    [Fact]
    public void Whole_PastAndLive_LiveWinsWhereItIsWhole()
    {
        var hour = Hour.BucketOf(_market.Now);
        _market.Trade("AAPL", 25 * 3600, 1).Trade("AAPL", 60, 100, 10).Publish();
        var past = new PastCandles([Of(hour.AddHours(-25), 55), Of(hour.AddHours(-3), 60), Of(hour, 65)], 0);

        var frame = FrameReader.ReadCandles(_frames.Whole(_market.Snapshot, Apple, Hour, past).Bytes);

        Assert.True(frame.Whole);
        Assert.Equal([55, 60, 100], frame.Candles.Select(candle => candle.Close));
    }

    [Fact]
    public void Whole_MoreThanFit_KeepsTheNewest()
    {
        var past = new PastCandles(
            [.. Enumerable.Range(0, 700).Select(i => Of(_market.Now.AddMinutes(i - 3_000), i + 1))], 0);

        var frame = FrameReader.ReadCandles(_frames.Whole(_market.Snapshot, Apple, Interval.Minute, past).Bytes);

        Assert.Equal(CandleFrames.Bars, frame.Candles.Count);
        Assert.Equal(700, frame.Candles[^1].Close);
    }

    [Fact]
    public void Whole_PastReadBefore_NextStepStartsThere()
    {
        var early = _market.Trade("AAPL", 60, 100).Publish();
        _market.Trade("AAPL", 50, 101).Publish();

        var frame = _frames.Whole(_market.Snapshot, Apple, Hour, new PastCandles([], early.Version));

        Assert.Equal(early.Version, frame.Version);
        Assert.False(frame.Missing);
    }

    [Fact]
    public void Whole_WithoutPast_SaysSo()
    {
        _market.Trade("AAPL", 60, 100).Publish();

        Assert.True(_frames.Whole(_market.Snapshot, Apple, Hour, null).Missing);
    }

    [Fact]
    public void Changes_TwoViewersInStep_ShareTheBytes()
    {
        var before = _market.Trade("AAPL", 60, 100).Publish();
        _market.Trade("AAPL", 1, 101).Publish();

        Assert.Same(
            _frames.Changes(_market.Snapshot, Apple, Hour, before.Version),
            _frames.Changes(_market.Snapshot, Apple, Hour, before.Version));
    }

    [Fact]
    public void Changes_OfAnotherTicker_AreNothingToSend()
    {
        var before = _market.Trade("AAPL", 60, 100).Publish();
        _market.Trade("MSFT", 1, 400).Publish();

        var frame = _frames.Changes(_market.Snapshot, Apple, Hour, before.Version);

        Assert.Empty(frame.Bytes);
        Assert.Equal(_market.Snapshot.Version, frame.Version);
    }

    [Fact]
    public void FrameCache_ManyFrames_KeepsTheNewest()
    {
        var cache = new FrameCache();
        SharedFrame Get(long to, byte mark) =>
            cache.GetOrBuild(new FrameKey("AAPL", false, 0, to), () => new SharedFrame([mark], to, false));

        for (var to = 0; to <= FrameCache.Capacity; to++)
        {
            Get(to, 1);
        }

        Assert.Equal([2], Get(0, 2).Bytes);
        Assert.Equal([1], Get(FrameCache.Capacity, 2).Bytes);
    }

    private static Candle Of(DateTime time, decimal price) => new(time, price, price, price, price, 1, price, 1);
}
