using Npgsql;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market.Hydrating;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Writing;
using TradeTerminal.Tests.Trades;

namespace TradeTerminal.Tests.Market.Hydrating;

/// <summary>Of what is stored no more is read than is kept: with ten thousand tickers and a full day anything else never ends.</summary>
public sealed class HydrationSqlTests(PostgresFixture fixture)
{
    private const int Tickers = 1_000;
    private const int TradesEach = 3;

    [Fact]
    public async Task Tapes_ManyTickersInOneMinute_ReadsTheMinuteOnce()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, new TestClock(Judgement.Now));
        ingest.Begin(0);
        var minute = Judgement.Now.AddMinutes(-2);
        ingest.Write([.. Enumerable.Range(0, Tickers * TradesEach).Select(i => new Trade(
            Guid.CreateVersion7(), Name(i % Tickers), 100 + i, 1, Side.Buy, minute.AddMilliseconds(i), 0, i))]);
        await using var connection = await OpenAsync(database.ConnectionString);
        string[] symbols = [.. Enumerable.Range(0, Tickers).Select(Name)];

        var tapes = await ReadAsync(connection, "trades", HydrationSql.Tapes(symbols, 20, Judgement.Now.Date));
        var seconds = await ReadAsync(
            connection, "trades", HydrationSql.Seconds(symbols, [.. symbols.Select(_ => minute)], Judgement.Now.Date));

        Assert.Equal((Tickers * TradesEach, Tickers * TradesEach), (tapes.Answered, seconds.Answered));
        Assert.InRange(tapes.Read, Tickers * TradesEach, 2 * Tickers * TradesEach);
        Assert.InRange(seconds.Read, Tickers * TradesEach, 2 * Tickers * TradesEach);
    }

    [Fact]
    public async Task RecentTickers_MonthsOfCandles_ReadsTheNewestOnly()
    {
        const int stored = 300_000;
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        await using var connection = await OpenAsync(database.ConnectionString);
        await using (var fill = new NpgsqlCommand(
            $"""
            INSERT INTO candles_1m (ticker, bucket, open, high, low, close, volume, notional, trade_count,
                open_at, open_partition, open_offset, close_at, close_partition, close_offset)
            SELECT 'T' || n % 500, at, 1, 1, 1, 1, 1, 1, 1, at, 0, n, at, 0, n
            FROM generate_series(0, {stored} - 1) n CROSS JOIN LATERAL (SELECT timestamptz '2026-03-02Z' + n / 500 * interval '1 minute' AS at) m;
            ANALYZE candles_1m
            """, connection))
        {
            await fill.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var (answered, read) = await ReadAsync(connection, "candles_1m", HydrationSql.RecentTickers(2_000));

        Assert.Equal(500, answered);
        Assert.InRange(read, 1, stored / 5);
    }

    private static string Name(int ticker) => $"T{ticker:0000}";

    private static async Task<NpgsqlConnection> OpenAsync(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    /// <summary>Rows that came, and rows of the table and its partitions that were read for them.</summary>
    private static async Task<(int Answered, long Read)> ReadAsync(NpgsqlConnection connection, string table, NpgsqlCommand asked)
    {
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        var answered = 0;
        await foreach (var _ in HydrationRows.ReadAsync(connection, asked, TestContext.Current.CancellationToken))
        {
            answered++;
        }

        await using var counted = new NpgsqlCommand(
            """
            SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint FROM pg_stat_xact_user_tables WHERE relname LIKE $1 || '%'
            """, connection)
        {
            Parameters = { new() { Value = table } },
        };
        return (answered, (long)(await counted.ExecuteScalarAsync(TestContext.Current.CancellationToken))!);
    }
}
