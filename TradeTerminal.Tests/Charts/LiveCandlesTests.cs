using TradeTerminal.Charts;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Market;

namespace TradeTerminal.Tests.Charts;

public sealed class LiveCandlesTests
{
    private static readonly Interval FiveSeconds = Interval.All[1];
    private static readonly Interval Hour = Interval.All[^1];

    private readonly ChartMarket _market = new();

    [Fact]
    public void ChangedSince_ItsOwnVersion_IsNothing()
    {
        var snapshot = _market.Trade("AAPL", 3, 100).Publish();

        Assert.Empty(Changed(FiveSeconds, snapshot.Version).Candles);
    }

    [Fact]
    public void ChangedSince_OneTrade_IsItsCandleJoinedFromAllSeconds()
    {
        var before = _market.Trade("AAPL", 12, 90).Trade("AAPL", 10, 100, 5).Trade("AAPL", 8, 99, 7).Publish();
        _market.Trade("AAPL", 6.5, 101, 2).Publish();

        var (candles, missing) = Changed(FiveSeconds, before.Version);

        Assert.False(missing);
        Assert.Equal([new Candle(_market.Now.AddSeconds(-10), 100, 101, 99, 101, 14, 500 + 693 + 202, 3)], candles);
    }

    [Fact]
    public void ChangedSince_LateTrade_CorrectsTheOlderCandleOnly()
    {
        var before = _market.Trade("AAPL", 62, 100).Trade("AAPL", 61, 102).Trade("AAPL", 1, 110).Publish();
        _market.Trade("AAPL", 64, 95).Publish();

        var candle = Assert.Single(Changed(FiveSeconds, before.Version).Candles);

        Assert.Equal(_market.Now.AddSeconds(-65), candle.Time);
        Assert.Equal((95m, 102m, 95m, 102m, 3L), (candle.Open, candle.High, candle.Low, candle.Close, candle.Count));
    }

    [Fact]
    public void ChangedSince_TradeWhereSecondsNoLongerReach_IsMissingNotAPart()
    {
        var before = _market.Trade("AAPL", 1, 100).Publish();
        _market.Trade("AAPL", InstrumentBook.SecondsKept + 1, 95).Publish();

        var (candles, missing) = Changed(FiveSeconds, before.Version);

        Assert.Empty(candles);
        Assert.True(missing);
    }

    [Fact]
    public void ChangedSince_FullBook_LeavesOutTheCandleItsOldestSecondBelongsTo()
    {
        for (var ago = 1; ago <= InstrumentBook.SecondsKept + 3; ago++)
        {
            _market.Trade("AAPL", ago, 100);
        }

        _market.Publish();

        var (candles, missing) = Changed(FiveSeconds, -1);

        Assert.True(missing);
        Assert.All(candles, candle => Assert.Equal(5, candle.Count));
    }

    [Fact]
    public void ChangedSince_HourOlderThanTheMinutes_IsMissing()
    {
        var before = _market.Trade("AAPL", 1, 100).Publish();
        _market.Trade("AAPL", 25 * 3600, 95).Trade("AAPL", 23 * 3600, 96).Publish();

        var (candles, missing) = Changed(Hour, before.Version);

        Assert.Equal([96m], candles.Select(candle => candle.Open));
        Assert.True(missing);
    }

    [Theory]
    [InlineData("1s")]
    [InlineData("5s")]
    [InlineData("1m")]
    [InlineData("5m")]
    [InlineData("15m")]
    [InlineData("1h")]
    public void ChangedSince_RandomSteps_AddUpToTheCandlesOfAllTrades(string name)
    {
        Assert.True(Interval.TryParse(name, out var interval));
        var random = new Random(7);
        var drawn = new Dictionary<DateTime, Candle>();
        for (var step = 0; step < 100; step++)
        {
            var before = _market.Snapshot.Version;
            for (var i = random.Next(1, 5); i > 0; i--)
            {
                _market.Trade("AAPL", random.Next(0, 400) * random.NextDouble(), random.Next(90, 110), random.Next(1, 9));
            }

            _market.Publish();
            foreach (var candle in Changed(interval, before).Candles)
            {
                drawn[candle.Time] = candle;
            }
        }

        Assert.Equal(Changed(interval, -1).Candles, drawn.Values.OrderBy(candle => candle.Time));
    }

    private (List<Candle> Candles, bool Missing) Changed(Interval interval, long since) =>
        LiveCandles.ChangedSince(_market.Snapshot.Find("AAPL")!, interval, since);
}
