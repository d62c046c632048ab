using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;
using TradeTerminal.Market.Hydrating;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Trades;

/// <summary>Trades as the world sends them: fractions to the last digit, no side, ids that are no UUIDs, negative prices.</summary>
public sealed class WideTradesTests(PostgresFixture fixture)
{
    private static readonly DateTime At = Judgement.Now.AddSeconds(-50);

    /// <summary>A few go by one statement, many by COPY.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(500)]
    public async Task Write_Fractions_AreStoredSummedAndShownToTheLastDigit(int count)
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, new TestClock(Judgement.Now));
        ingest.Begin(0);
        using var listener = ingest.Changes.Listen();
        var random = new Random(1);
        Trade[] trades = [.. Enumerable.Range(0, count).Select(i => Wide(random, i))];

        ingest.Write(trades[..(count / 2)].Select(Message));
        ingest.Write(trades[(count / 2)..].Select(Message));
        ingest.Write(trades[..1].Select(trade => (0, (long)count, (byte[]?)Message(trade).Value)));

        await ingest.CheckAsync(new Expected([.. trades.Select(trade => trade.TradeId)], count + 1));
        Assert.Equal(1L, await ingest.AskAsync<long>("SELECT sum(duplicates)::bigint FROM feed_offsets"));
        Assert.Equal(trades, (await ingest.TradesAsync()).OrderBy(trade => trade.Offset));

        var live = new MarketBook();
        while (listener.TryTake(out var committed))
        {
            ((CommittedBatch<Trade>)committed).Events.ToList().ForEach(trade => live.Add(trade));
        }

        var (hydrated, _) = await new Hydrator(ingest.Databases).HydrateAsync(TestContext.Current.CancellationToken);
        SnapshotAssert.Same(live.Publish(1, Judgement.Now), hydrated.Publish(1, Judgement.Now), Judgement.Now);
    }

    private static Trade Wide(Random random, int at)
    {
        var id = at % 2 == 0 ? null : $"T-{at}";
        var ticker = at % 3 == 0 ? "BTC/USDT:USDT" : "SPY   260417C00500000";
        var price = at % 5 == 0 ? 9_999_999_999.999999999999999999m - at : random.NextInt64(1, 1_000_000) / 1_000_000_000_000_000_000m;
        var volume = at % 7 == 0 ? 9_999_999_999.999999999999999999m : random.NextInt64(1, 100_000_000) / 100_000_000m;
        return new Trade(
            id is null ? Guid.NewGuid() : TradeId.Of(ticker, TradeMessages.Utf8(id)), ticker, price, volume, (Side)(at % 3),
            At.AddTicks(at * 1_000_000L / 10 * 10), 0, at) { SourceId = id };
    }

    private static (int Partition, long Offset, byte[]? Value) Message(Trade trade)
    {
        var side = trade.Side == Side.Unknown ? "" : $"\"side\":\"{trade.Side}\",";
        var (id, at) = (trade.SourceId ?? trade.TradeId.ToString(), trade.ExecutedAt);
        return (0, trade.Offset, TradeMessages.Utf8(FormattableString.Invariant(
            $$"""
            {"trade_id":"{{id}}","ticker":"{{trade.Ticker}}","price":"{{trade.Price}}","volume":{{trade.Volume}},{{side}}"timestamp":"{{at:yyyy-MM-dd HH:mm:ss.ffffff}}"}
            """)));
    }
}
