using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;
using TradeTerminal.Market.Gaps;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Writing;
using TradeTerminal.Tests.Trades;

namespace TradeTerminal.Tests.Market.Gaps;

public sealed class DigestStoreTests(PostgresFixture fixture)
{
    [Fact]
    public async Task ReadAsync_AnyMomentAndChoice_EqualsTheRecomputation()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, new TestClock(Judgement.Now));
        ingest.Begin(0);
        var trades = new RandomTrades(new Random(8), Judgement.Now)
        {
            Partitions = 1,
            Span = TimeSpan.FromMinutes(20),
            Tickers = ["AAPL", "AMZN", "BTC-USD", "GOOGL", "MSFT", "NVDA", "TSLA"],
        }.Take(2_000);
        ingest.Write(trades);
        using var store = new DigestStore(ingest.Databases);
        DateTime[] moments =
        [
            trades.Min(trade => trade.ExecutedAt).AddDays(-1),
            Interval.Minute.BucketOf(trades[0].ExecutedAt),
            .. trades.Take(12).Select(trade => trade.ExecutedAt),
            trades.Max(trade => trade.ExecutedAt),
        ];

        foreach (var filter in new[] { TickerFilter.All, TickerFilter.Of(["AAPL", "TSLA"]), TickerFilter.Of(["NONE"]) })
        {
            foreach (var since in moments)
            {
                var digest = await store.ReadAsync(since, filter, TestContext.Current.CancellationToken);

                var meanwhile = trades.Where(trade => trade.ExecutedAt > since && filter.Includes(trade.Ticker)).ToList();
                Assert.Equal(
                    (meanwhile.Count, meanwhile.Sum(trade => trade.Volume), meanwhile.Select(trade => trade.Ticker).Distinct().Count()),
                    (digest.Trades, digest.Volume, digest.Tickers));
                Assert.Equal(meanwhile.Count == 0 ? null : meanwhile.Max(trade => trade.ExecutedAt), digest.Until);
                Assert.Equal(Moves(trades, meanwhile, since), digest.Moves);
            }
        }
    }

    [Fact]
    public async Task ReadAsync_Alerts_CountsThoseDetectedLaterAndGivesTheNewest()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, new TestClock(Judgement.Now));
        await ingest.Databases.AddAsync(
            [.. Enumerable.Range(0, 6).Select(i => TestAlerts.PriceMove($"T{i}", Judgement.Now.AddMinutes(i)))]);
        using var store = new DigestStore(ingest.Databases);

        var digest = await store.ReadAsync(Judgement.Now.AddMinutes(1), TickerFilter.Of(["T0"]), TestContext.Current.CancellationToken);

        Assert.Equal(4, digest.Alerts);
        Assert.Equal(["T5", "T4", "T3"], digest.NewestAlerts.Select(alert => alert.Symbol));
        Assert.Equal((0, null), (digest.Trades, digest.Until));
    }

    private static IEnumerable<DigestMove> Moves(Trade[] all, List<Trade> meanwhile, DateTime since) => meanwhile
        .GroupBy(trade => trade.Ticker)
        .Select(group =>
        {
            var own = group.Order(Comparer<Trade>.Create((left, right) => Trade.CompareByTime(left, right))).ToList();
            var before = all.Where(trade => trade.Ticker == group.Key && trade.ExecutedAt <= since)
                .Order(Comparer<Trade>.Create((left, right) => Trade.CompareByTime(left, right))).ToList();
            return new DigestMove(
                group.Key, before.Count > 0 ? before[^1].Price : own[0].Price, own[^1].Price, own.Max(trade => trade.Price),
                own.Min(trade => trade.Price), own.Count, own.Sum(trade => trade.Volume), own[^1].ExecutedAt);
        })
        .OrderByDescending(move => Math.Abs(move.Change ?? 0)).ThenBy(move => move.Ticker, StringComparer.Ordinal)
        .Take(DigestStore.MostMoves);
}
