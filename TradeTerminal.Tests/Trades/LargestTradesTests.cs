using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;
using TradeTerminal.Market.Candles;
using TradeTerminal.Market.Hydrating;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Trades;

/// <summary>The largest trades the contract allows, more of them than any sum in 64 or 96 bits could hold.</summary>
public sealed class LargestTradesTests(PostgresFixture fixture)
{
    private const int Count = 20_000;
    private const decimal Largest = 9_999_999_999.999999999999999999m;

    [Fact]
    public async Task Write_LargestTrades_NothingOverflowsFromTheTableToTheScreen()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, new TestClock(Judgement.Now));
        ingest.Begin(0);
        using var listener = ingest.Changes.Listen();
        var at = Judgement.Now.AddSeconds(-30);
        var trades = Enumerable.Range(0, Count)
            .Select(i => new Trade(Guid.NewGuid(), "MAX", Largest, Largest, Side.Buy, at.AddTicks(i * 1_000), 0, i))
            .ToList();
        foreach (var batch in trades.Chunk(5_000))
        {
            ingest.Write(batch);
        }

        await ingest.CheckAsync(new Expected([.. trades.Select(trade => trade.TradeId)], Count));
        Assert.Equal(
            "true", await ingest.AskAsync<string>(
                FormattableString.Invariant($"SELECT (sum(notional) = {Largest} * {Largest} * {Count})::text FROM candles_1m")));
        var live = new MarketBook();
        while (listener.TryTake(out var committed))
        {
            ((CommittedBatch<Trade>)committed).Events.ToList().ForEach(trade => live.Add(trade));
        }

        var (hydrated, _) = await new Hydrator(ingest.Databases).HydrateAsync(TestContext.Current.CancellationToken);
        var shown = hydrated.Publish(1, Judgement.Now);
        SnapshotAssert.Same(live.Publish(1, Judgement.Now), shown, Judgement.Now);
        Assert.Equal(CandleFold.LargestNotional, Assert.Single(shown.Tickers).Minutes.Newest.Candle.Notional);
        var store = new CandleStore(ingest.Databases);
        foreach (var interval in Interval.All)
        {
            var candles = await store.ReadAsync(Instrument.OfTrades("MAX"), interval, null, null, 500,
                TestContext.Current.CancellationToken);
            Assert.Equal(Count, candles.Sum(candle => candle.Count));
        }
    }
}
