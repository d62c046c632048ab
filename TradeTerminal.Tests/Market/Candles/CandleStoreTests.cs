using TradeTerminal.Ingest.Prices;
using TradeTerminal.Market;
using TradeTerminal.Market.Candles;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Writing;
using TradeTerminal.Tests.Trades;

namespace TradeTerminal.Tests.Market.Candles;

public sealed class CandleStoreTests(PostgresFixture fixture)
{
    private static readonly Instrument Apple = Instrument.OfTrades("AAPL");

    [Fact]
    public async Task ReadAsync_EveryInterval_EqualsTheRecomputation()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, new TestClock(Judgement.Now));
        ingest.Begin(0);
        var trades = new RandomTrades(new Random(8), Judgement.Now) { Partitions = 1, Span = TimeSpan.FromHours(30) }.Take(4_000);
        ingest.Write(trades);
        var own = trades.Where(trade => trade.Ticker == "AAPL").ToList();
        var store = new CandleStore(ingest.Databases);

        foreach (var interval in Interval.All)
        {
            var expected = Recomputation.Candles(interval, own).ToList();
            var from = expected[expected.Count / 3].Time;
            var to = expected[^3].Time;

            Assert.Equal(expected, await ReadAsync(DateTime.UnixEpoch, null, 5_000));
            Assert.Equal(expected.Where(c => c.Time >= from && c.Time < to), await ReadAsync(from, to, 5_000));
            Assert.Equal(expected.Where(c => c.Time >= from && c.Time < to).TakeLast(7), await ReadAsync(from, to, 7));
            var back = interval.BucketOf(own.Max(t => t.ExecutedAt)) - (9 * interval.Width);
            Assert.Equal(expected.Where(c => c.Time >= back), await ReadAsync(null, null, 10));

            Task<IReadOnlyList<Candle>> ReadAsync(DateTime? since, DateTime? until, int limit) =>
                store.ReadAsync(Apple, interval, since, until, limit, TestContext.Current.CancellationToken);
        }

        foreach (var name in new[] { "45s", "3m", "2h", "1d" })
        {
            Assert.True(Interval.TryParse(name, out var interval));
            Assert.Equal(Recomputation.Candles(interval, own), await WalkAsync(interval));
            Assert.Equal(Recomputation.Candles(interval, own), await WalkAheadAsync(interval, 60));
            Assert.Equal(Recomputation.Candles(interval, own), await WalkAheadAsync(interval, 7));
        }

        foreach (var trade in own.Take(30))
        {
            var cut = Interval.Second.BucketOf(trade.ExecutedAt).AddSeconds(1);
            var newest = await store.ReadAsync(Apple, Interval.Second, null, cut, 1, TestContext.Current.CancellationToken);
            Assert.Equal(Recomputation.Candles(Interval.Second, own).Last(candle => candle.Time < cut), Assert.Single(newest));
            var from = cut.AddSeconds(-1);
            var oldest = await store.ReadOldestAsync(Apple, Interval.Second, from, null, 1, TestContext.Current.CancellationToken);
            Assert.Equal(Recomputation.Candles(Interval.Second, own).First(candle => candle.Time >= from), Assert.Single(oldest));
        }

        // A page a time, each before the oldest of the one before, until one is empty.
        async Task<List<Candle>> WalkAsync(Interval interval)
        {
            var (walked, to) = (new List<Candle>(), (DateTime?)null);
            while (await store.ReadAsync(Apple, interval, null, to, 60, TestContext.Current.CancellationToken) is { Count: > 0 } page)
            {
                walked.InsertRange(0, page);
                to = page[0].Time;
            }

            return walked;
        }

        // The same from the beginning, each page from where the one before ends.
        async Task<List<Candle>> WalkAheadAsync(Interval interval, int limit)
        {
            var (walked, from) = (new List<Candle>(), DateTime.UnixEpoch);
            while (await store.ReadOldestAsync(Apple, interval, from, null, limit, TestContext.Current.CancellationToken) is { Count: > 0 } page)
            {
                walked.AddRange(page);
                from = page[^1].Time + interval.Width;
            }

            return walked;
        }

        Assert.Empty(
            await store.ReadAsync(Instrument.OfTrades("NONE"), Interval.Minute, null, null, 10, TestContext.Current.CancellationToken));
    }
}
