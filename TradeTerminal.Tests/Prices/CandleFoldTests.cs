using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Support.Samples;

namespace TradeTerminal.Tests.Prices;

public sealed class CandleFoldTests
{
    private static readonly DateTime Bucket = new(2026, 3, 1, 14, 30, 0, DateTimeKind.Utc);

    [Fact]
    public void Add_AnyOrder_EqualsTheRecomputation() => Properties.HoldForSeeds(500, random =>
    {
        var trades = new RandomTrades(random, Bucket) { Tickers = ["AAPL"] }.Take(random.Next(1, 60));

        var inOrder = Fold(trades);
        random.Shuffle(trades);
        var shuffled = Fold(trades);

        Assert.Equal(Recomputation.Candle(Bucket, trades), inOrder.ToCandle());
        Assert.Equal(inOrder.ToCandle(), shuffled.ToCandle());
        Assert.Equal((inOrder.Open, inOrder.Close), (shuffled.Open, shuffled.Close));
    });

    [Fact]
    public void Restore_PartWay_GoesOnAsIfNothingHadHappened() => Properties.HoldForSeeds(500, random =>
    {
        var trades = new RandomTrades(random, Bucket) { Tickers = ["AAPL"] }.Take(random.Next(2, 60));
        var part = Fold(trades[..random.Next(1, trades.Length)]);
        var restored = CandleFold.Restore(
            Bucket, part.Open, part.Close, part.High, part.Low, part.Volume, part.Notional, part.Count);

        foreach (var trade in trades[(int)part.Count..])
        {
            restored.Add(trade);
        }

        Assert.Equal(Recomputation.Candle(Bucket, trades), restored.ToCandle());
    });

    [Fact]
    public void Add_SameInstant_GoesByPartitionThenOffset()
    {
        var trade = new Trade(Guid.NewGuid(), "AAPL", 1, 1, Side.Buy, Bucket, 0, 0);

        var candle = Fold([
            trade with { Price = 3, Partition = 1, Offset = 5 },
            trade with { Price = 4, Partition = 2, Offset = 1 },
            trade with { Price = 2, Partition = 1, Offset = 4 },
            trade with { Price = 5, Partition = 2, Offset = 10 },
        ]).ToCandle();

        Assert.Equal((2m, 5m), (candle.Open, candle.Close));
    }

    [Fact]
    public void Add_LargestTradesWithoutEnd_NeverOverflows()
    {
        var largest = new Trade(Guid.NewGuid(), "AAPL", 9999999999.99999999m, 1L << 53, Side.Buy, Bucket, 0, 0);
        var fold = new CandleFold(Bucket);
        for (var i = 0; i < 50_000; i++)
        {
            fold.Add(largest with { Offset = i });
        }

        var candle = fold.ToCandle();

        Assert.Equal(CandleFold.LargestNotional, candle.Notional);
        Assert.Equal(50_000m * (1L << 53), candle.Volume);
    }

    [Fact]
    public void ToCandle_Notional_KeepsEveryDigitUpToTheLargest()
    {
        var trade = new Trade(Guid.NewGuid(), "AAPL", 7899999999.99999999m, 9_999_999_999, Side.Buy, Bucket, 0, 0);

        Assert.Equal(7899999999.99999999m * 9_999_999_999, Fold([trade]).ToCandle().Notional);
    }

    private static CandleFold Fold(IEnumerable<Trade> trades)
    {
        var fold = new CandleFold(Bucket);
        foreach (var trade in trades)
        {
            fold.Add(trade);
        }

        return fold;
    }
}
