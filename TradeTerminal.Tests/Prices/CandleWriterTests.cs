using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Prices;

public sealed class CandleWriterTests(PostgresFixture postgres)
{
    private const int Tickers = 500;

    private static readonly DateTime Start = new(2026, 3, 2, 14, 30, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Merge_SameMinuteAgain_AddsNothingToTheIndexes()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, new TestClock(Start.AddHours(1)));
        ingest.Begin(0);
        ingest.Write(Round(0));
        var size = await ingest.AskAsync<long>("SELECT pg_indexes_size('candles_1m')");

        ingest.Write(Round(1));

        Assert.Equal(size, await ingest.AskAsync<long>("SELECT pg_indexes_size('candles_1m')"));
        Assert.Equal(2L * Tickers, await ingest.AskAsync<long>("SELECT sum(trade_count)::bigint FROM candles_1m"));
        Assert.Equal(Tickers, await ingest.AskAsync<long>("SELECT count(*) FROM candles_1m"));
    }

    /// <summary>A trade of each ticker, all in the same minute.</summary>
    private static IEnumerable<Trade> Round(int round) => Enumerable.Range(0, Tickers).Select(i => new Trade(
        Guid.NewGuid(), $"T{i:D4}", 100 + round, 10, Side.Buy, Start.AddSeconds(round), 0, (round * Tickers) + i));
}
