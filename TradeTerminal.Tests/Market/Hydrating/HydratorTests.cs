using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;
using TradeTerminal.Market.Hydrating;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Writing;
using TradeTerminal.Tests.Trades;

namespace TradeTerminal.Tests.Market.Hydrating;

/// <summary>The screen after a restart equals the screen before it.</summary>
public sealed class HydratorTests(PostgresFixture fixture)
{
    [Fact]
    public async Task HydrateAsync_AnyTrades_ShowsWhatTheLiveBooksShowed()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        TimeSpan[] spans = [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(20), TimeSpan.FromHours(4), TimeSpan.FromDays(4)];
        foreach (var span in spans)
        {
            await using var database = await fixture.CreateTerminalDatabaseAsync();
            using var ingest = new TestIngest(database.ConnectionString, new TestClock(Judgement.Now));
            var source = new RandomTrades(new Random(seed), Judgement.Now.AddMinutes(-3))
            {
                Span = span,
                Tickers = ["AAPL", "a", "BTC-USD", "MSFT", "msft.l", "Z"],
            };
            Enumerable.Range(0, source.Partitions).ToList().ForEach(partition => ingest.Begin(partition));
            var live = new MarketBook();
            var sent = new List<Trade>();
            for (var batch = 0; batch < 4; batch++)
            {
                var trades = source.Take(700).Select(trade => trade with { Ticker = trade.Ticker.ToUpperInvariant() }).ToList();
                ingest.Write(trades);
                trades.ForEach(trade => live.Add(trade));
                sent.AddRange(trades);
                var (hydrated, next) = await new Hydrator(ingest.Databases).HydrateAsync(TestContext.Current.CancellationToken);
                SnapshotAssert.Shows(sent, hydrated.Publish(1, Judgement.Now));
                SnapshotAssert.Same(live.Publish(batch, Judgement.Now), hydrated.Publish(2, Judgement.Now), Judgement.Now);
                Assert.Equal(sent.Count, next.Values.Sum());
            }
        }
    }

    [Fact]
    public async Task HydrateAsync_ThenMoreTrades_GoesOnAsIfNothingHadHappened()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, new TestClock(Judgement.Now));
        var source = new RandomTrades(new Random(11), Judgement.Now) { Partitions = 1 };
        ingest.Begin(0);
        var trades = source.Take(3_000);
        ingest.Write(trades);
        var (hydrated, _) = await new Hydrator(ingest.Databases).HydrateAsync(TestContext.Current.CancellationToken);

        var more = source.Take(500);
        more.ToList().ForEach(trade => hydrated.Add(trade));

        SnapshotAssert.Shows([.. trades, .. more], hydrated.Publish(1, Judgement.Now));
    }

    /// <summary>What a screen counts is true at once; what is read later fits to it, whatever came meanwhile.</summary>
    [Fact]
    public async Task BeginAsync_LongTapes_ShowsTheNewestAndThenTheRest()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, new TestClock(Judgement.Now));
        var source = new RandomTrades(new Random(12), Judgement.Now) { Partitions = 1, Tickers = ["AAPL", "MSFT", "NVDA", "TSLA", "X"] };
        ingest.Begin(0);
        var trades = source.Take(4_000);
        ingest.Write(trades);
        await using var hydration = await new Hydrator(ingest.Databases) { AtFirst = 0 }.BeginAsync(TestContext.Current.CancellationToken);
        var first = hydration.Book.Publish(1, Judgement.Now);

        var (more, late) = (source.Take(300), new List<InstrumentBook>());
        more.ToList().ForEach(trade => hydration.Book.Add(trade));
        ingest.Write(more);
        await hydration.ReadRestAsync(
            (ticker, older) =>
            {
                ticker.AddOlder(older);
                late.Add(ticker);
            }, TestContext.Current.CancellationToken);

        Assert.Equal(Recomputation.Newest(trades, MarketSnapshot.LargestWindow),
            first.Window(TickerFilter.All, MarketSnapshot.LargestWindow).Trades);
        Assert.All(first.Tickers, ticker => Assert.InRange(ticker.Tape.Length, SizeRanks.Least, TapeBook.Depth - 1));
        Assert.Equal(5, late.Distinct().Count());
        SnapshotAssert.Shows([.. trades, .. more], hydration.Book.Publish(2, Judgement.Now));
    }

    [Fact]
    public async Task HydrateAsync_EmptyDatabase_ShowsNothing()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, new TestClock(Judgement.Now));

        var (book, next) = await new Hydrator(ingest.Databases).HydrateAsync(TestContext.Current.CancellationToken);

        Assert.Empty(book.Publish(1, Judgement.Now).Tickers);
        Assert.Empty(next);
    }

    [Fact]
    public async Task HydrateAsync_MoreTickersThanTheBookHolds_ShowsTheNewestWhole()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, new TestClock(Judgement.Now));
        ingest.Begin(0);
        var count = MarketBook.Capacity + 50;
        ingest.Write(Enumerable.Range(0, count).Select(i => new Trade(
            Guid.NewGuid(), $"T{i:0000}", 1 + i, 1 + i, Side.Sell, Judgement.Now.AddSeconds(-i), 0, i)));

        var (book, _) = await new Hydrator(ingest.Databases).HydrateAsync(TestContext.Current.CancellationToken);
        var snapshot = book.Publish(1, Judgement.Now);

        Assert.Equal(Enumerable.Range(0, MarketBook.Capacity).Select(i => $"T{i:0000}"), snapshot.Tickers.Select(t => t.Symbol));
        Assert.All(snapshot.Tickers, ticker => Assert.Equal((1, 1, 1), (ticker.Tape.Length, ticker.Seconds.Count, ticker.Minutes.Count)));
    }
}
