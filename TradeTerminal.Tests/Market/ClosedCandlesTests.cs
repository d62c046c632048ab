using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market.Candles;
using TradeTerminal.Tests.Support.Samples;

namespace TradeTerminal.Tests.Market;

/// <summary>Candles that trades have left behind are kept as bytes, and are the same candles.</summary>
public sealed class ClosedCandlesTests
{
    private const int Kept = 400;
    private static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Publish_ManyChunksInDisorder_EqualsTheRecomputationWithItsVersions() => Properties.HoldForSeeds(40, random =>
    {
        var book = new CandleBook(Interval.Second, Kept);
        var trades = new RandomTrades(random, Noon) { Tickers = ["AAPL"], Span = TimeSpan.FromSeconds(random.Next(100, 500)) };
        var (seen, versions) = (new List<Trade>(), new Dictionary<DateTime, long>());
        for (var version = 1; version <= 30; version++)
        {
            foreach (var trade in trades.Take(random.Next(60)))
            {
                seen.Add(trade);
                book.Add(trade);
                versions[Interval.Second.BucketOf(trade.ExecutedAt)] = version;
            }

            var shown = book.Publish(version);
            Candle[] expected = [.. Model(seen)];
            Assert.Equal(expected, shown.Select(live => live.Candle));
            Assert.All(shown, live => Assert.Equal(versions[live.Candle.Time], live.Version));
            Assert.Equal(expected.Length, shown.Count);
            var (count, from, since) = (random.Next(Kept), Noon.AddSeconds(-random.Next(500)), random.Next(-1, version));
            Assert.Equal(expected.TakeLast(count), shown.Last(count).Select(live => live.Candle));
            Assert.Equal(expected.TakeLast(count).Select(candle => candle.Close), shown.Closes(count));
            Assert.Equal(expected.Where(candle => candle.Time >= from), shown.Since(from).Select(live => live.Candle));
            Assert.Equal(expected.Where(candle => versions[candle.Time] > since), shown.Changed(since).Select(live => live.Candle));
            Candle[] late = [.. expected.Where(candle => candle.Time >= from)];
            Assert.Equal(late.Length == 0 ? null : Candle.Join(late[0].Time, late), shown.Sum(from));
            var to = from.AddSeconds(90);
            Assert.Equal(late.Where(candle => candle.Time < to).Sum(candle => candle.Count), shown.CountBetween(from, to));
        }
    });

    [Fact]
    public void Publish_Earlier_NeverChanges() => Properties.HoldForSeeds(10, random =>
    {
        var book = new CandleBook(Interval.Second, Kept);
        var trades = new RandomTrades(random, Noon) { Tickers = ["AAPL"], Span = TimeSpan.FromSeconds(300) };
        var views = new List<(CandleSeries View, LiveCandle[] Copy)>();
        for (var version = 1; version <= 60; version++)
        {
            trades.Take(20).ToList().ForEach(trade => book.Add(trade));
            var view = book.Publish(version);
            views.Add((view, [.. view]));
        }

        Assert.All(views, pair => Assert.Equal(pair.Copy, pair.View));
    });

    [Fact]
    public void Restore_ManyStoredCandles_GoesOnFromThemInTheNextVersion() => Properties.HoldForSeeds(20, random =>
    {
        var trades = new RandomTrades(random, Noon) { Tickers = ["AAPL"], Span = TimeSpan.FromSeconds(300) }.Take(1_000);
        var half = random.Next(500, 999);
        var book = new CandleBook(Interval.Second, Kept);
        foreach (var group in trades[..half].GroupBy(t => Interval.Second.BucketOf(t.ExecutedAt)).OrderBy(g => g.Key))
        {
            var fold = new CandleFold(group.Key);
            group.ToList().ForEach(trade => fold.Add(trade));
            book.Restore(fold);
        }

        trades[half..].ToList().ForEach(trade => book.Add(trade));
        var shown = book.Publish(7);

        Assert.Equal(Model(trades), shown.Select(live => live.Candle));
        Assert.All(shown, live => Assert.Equal(7, live.Version));
    });

    /// <summary>Two trades of one instant: the lower partition opens, whichever came first and however long ago.</summary>
    [Fact]
    public void Add_LateAndAtTheSameInstantAsTheOpen_IsJudgedByItsPlaceInTheLog()
    {
        var book = new CandleBook(Interval.Second, Kept);
        for (var second = 0; second < 200; second++)
        {
            book.Add(new Trade(Guid.NewGuid(), "AAPL", 100, 1, Side.Buy, Noon.AddSeconds(second), 5, 1_000 + second));
            book.Publish(second);
        }

        book.Add(new Trade(Guid.NewGuid(), "AAPL", 90, 1, Side.Buy, Noon.AddSeconds(7), 4, 9_000));
        book.Add(new Trade(Guid.NewGuid(), "AAPL", 110, 1, Side.Buy, Noon.AddSeconds(7), 5, 1_006));
        book.Add(new Trade(Guid.NewGuid(), "AAPL", 120, 1, Side.Buy, Noon.AddSeconds(7), 5, 9_000));

        Assert.Equal(new Candle(Noon.AddSeconds(7), 90, 120, 90, 120, 4, 420, 4), Assert.Single(book.Publish(200).Changed(199)).Candle);
    }

    [Fact]
    public void Read_AnyFigures_AreWhatWasPacked() => Properties.HoldForSeeds(300, random =>
    {
        CandleFold[] folds =
        [
            .. Enumerable.Range(0, random.Next(1, 65))
                .Select(i => Fold(random, Noon.AddMinutes(i * random.Next(1, 3) * (i == 40 ? 9_000 : 1)))),
        ];
        folds = [.. folds.DistinctBy(fold => fold.Bucket).OrderBy(fold => fold.Bucket)];
        long[] versions = [.. folds.Select(_ => random.NextInt64(random.Next(2) == 0 ? 5 : long.MaxValue / 2))];

        var chunk = CandleChunk.Pack(folds, versions, Interval.Minute);

        var reader = chunk.Read();
        for (var i = 0; i < folds.Length; i++)
        {
            Assert.True(reader.Read());
            var fold = reader.ToFold();
            Assert.Equivalent(folds[i], fold, strict: true);
            Assert.Equal((Figure(folds[i].Volume), Figure(folds[i].Notional)), (Figure(fold.Volume), Figure(fold.Notional)));
            Assert.Equal(new LiveCandle(folds[i].ToCandle(), versions[i]), reader.ToLive());
        }

        Assert.False(reader.Read());
        Assert.Equal((versions.Max(), folds[^1].Bucket, folds.Length), (chunk.Version, chunk.Last, chunk.Count));
    });

    /// <summary>All its digits; zeros at its end are none.</summary>
    private static string Figure(ExactSum sum) => sum.Scale == 0 ? sum.ToString() : sum.ToString().TrimEnd('0').TrimEnd('.');

    private static CandleFold Fold(Random random, DateTime bucket)
    {
        var fold = new CandleFold(bucket);
        var isWide = random.Next(4) == 0;
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            var price = isWide ? random.NextInt64(1, 1_000_000_000_000_000_000) / 100_000_000m : random.Next(1, 100_000) / 100m;
            var volume = isWide ? random.NextInt64(1, 1L << 53) : random.Next(1, 1_000);
            var at = bucket.AddTicks(random.NextInt64(TimeSpan.TicksPerMinute));
            fold.Add(new Trade(Guid.NewGuid(), "AAPL", price, volume, Side.Buy, at, isWide ? random.Next() : random.Next(4), random.NextInt64()));
        }

        if (random.Next(3) == 0)
        {
            // Of other feeds: volumes that are not whole, and prices of as many digits as there may be.
            var units = random.Next(2) == 0 ? random.NextInt64(1, 10_000_000) / 100m : random.NextInt64(1, long.MaxValue) / 1_000_000_000_000_000m;
            var price = new PriceMark(units, bucket.AddTicks(1), 1, random.NextInt64());
            fold.Add(price, random.NextInt64(0, 1_000_000_000_000) / (random.Next(2) == 0 ? 100_000_000m : 1_000_000_000_000_000_000m));
        }

        return random.Next(50) == 0
            ? CandleFold.Restore(bucket, fold.Open, fold.Close, fold.High, fold.Low, ExactSum.Of(1e20m), ExactSum.Parse($"{Int128.MaxValue}.25"), int.MaxValue)
            : fold;
    }

    private static IEnumerable<Candle> Model(IReadOnlyCollection<Trade> seen)
    {
        if (seen.Count == 0)
        {
            return [];
        }

        var first = Interval.Second.BucketOf(seen.Max(t => t.ExecutedAt)).AddSeconds(1 - Kept);
        return Recomputation.Candles(Interval.Second, seen.Where(t => t.ExecutedAt >= first));
    }
}
