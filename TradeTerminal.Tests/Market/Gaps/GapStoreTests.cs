using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market.Gaps;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Writing;
using TradeTerminal.Tests.Trades;

namespace TradeTerminal.Tests.Market.Gaps;

public sealed class GapStoreTests(PostgresFixture fixture)
{
    private static readonly DateTime Noon = new(2026, 2, 27, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task ReadAsync_EachKindOfGap_NamesItsReason()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, new TestClock(Judgement.Now));
        ingest.Begin(0);
        (string Ticker, int Minute)[] trades = [("AAPL", 0), ("AAPL", 1), ("AAPL", 4), ("MSFT", 6), ("AAPL", 10), ("AAPL", 12), ("AAPL", 20), ("AAPL", 30)];
        ingest.Write(trades.Select((trade, i) => new Trade(
            Guid.NewGuid(), trade.Ticker, 100, 1, Side.Buy, Noon.AddMinutes(trade.Minute), 0, i)));
        // Read from the start to a minute into the last stretch, by two terminals in the end: what both read counts once.
        await ingest.ExecuteAsync("INSERT INTO feed_reads VALUES ('orders', '2026-02-27T11:59Z', '2026-02-27T12:22Z'), ('orders', '2026-02-27T12:20Z', '2026-02-27T12:22Z')");
        var store = new GapStore(ingest.Databases, ingest.Days);

        var gaps = await ReadAsync(null, null, 100);

        Assert.Equal(
            [
                new Gap(At(21), At(30), GapReason.NotRead),
                new Gap(At(13), At(20), GapReason.Silent),
                new Gap(At(5), At(10), GapReason.Quiet),
                new Gap(At(2), At(4), GapReason.Silent),
                new Gap(null, At(0), GapReason.Beginning),
            ],
            gaps);
        Assert.Equal(gaps.Take(2), await ReadAsync(null, null, 2));
        Assert.Equal(gaps.Skip(1).Take(2), await ReadAsync(At(4), At(21), 100));
        Assert.Empty(await store.ReadAsync("NONE", "orders", null, null, 100, TestContext.Current.CancellationToken));

        Task<IReadOnlyList<Gap>> ReadAsync(DateTime? from, DateTime? to, int limit) =>
            store.ReadAsync("AAPL", "orders", from, to, limit, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task ReadAsync_OldestTradeAtTheHorizon_IsRetention()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, new TestClock(Judgement.Now), new() { RetentionDays = 3 });
        ingest.Begin(0);
        var first = ingest.Days.Horizon.AddHours(7);
        ingest.Write([new Trade(Guid.NewGuid(), "AAPL", 100, 1, Side.Buy, first, 0, 0)]);

        var gaps = await new GapStore(ingest.Databases, ingest.Days)
            .ReadAsync("AAPL", "orders", null, null, 100, TestContext.Current.CancellationToken);

        Assert.Equal([new Gap(null, first, GapReason.Retention)], gaps);
    }

    private static DateTime At(int minute) => Noon.AddMinutes(minute);
}
