using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Writing;
using TradeTerminal.Tests.Trades;

namespace TradeTerminal.Tests.Storage;

/// <summary>Candles of a version that kept no sums of prices.</summary>
public sealed class PriceSumsTests(PostgresFixture fixture) : IAsyncLifetime
{
    private static readonly DateTime Now = Judgement.Now;

    private TestDatabase _database = null!;
    private TestIngest _ingest = null!;
    private RandomTrades _trades = null!;

    /// <summary>Trades of three days, whose candles have no sums.</summary>
    public async ValueTask InitializeAsync()
    {
        _database = await fixture.CreateTerminalDatabaseAsync();
        _ingest = new TestIngest(_database.ConnectionString, new TestClock(Now));
        Enumerable.Range(0, 3).ToList().ForEach(partition => _ingest.Begin(partition));
        _trades = new RandomTrades(new Random(1), Now) { Span = TimeSpan.FromHours(6) };
        _ingest.Write(_trades.Take(1_000));
        await _ingest.ExecuteAsync(
            """
            UPDATE candles_1m SET price_sum = NULL;
            INSERT INTO unsummed_days SELECT DISTINCT date_trunc('day', bucket, 'UTC') FROM candles_1m
            """);
    }

    public async ValueTask DisposeAsync()
    {
        _ingest.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task FillAsync_CandlesWithoutSums_GetThoseOfTheirRows()
    {
        // Late ones: to a sum that is not known yet nothing is added, and a new candle has its own.
        _ingest.Write(_trades.Take(200));

        Assert.True(await FillAsync());

        Assert.Equal("", await _ingest.AskAsync<string>(Invariants.WrongCandles));
        Assert.Equal(0L, await _ingest.AskAsync<long>("SELECT count(*) FROM unsummed_days"));
        _ingest.Write(_trades.Take(200));
        Assert.Equal("", await _ingest.AskAsync<string>(Invariants.WrongCandles));
        Assert.True(await FillAsync());
    }

    [Fact]
    public async Task FillAsync_CandleThatIsBeingWritten_IsLeftForTheNextTime()
    {
        await using (var connection = new NpgsqlConnection(_database.ConnectionString))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using var hold = new NpgsqlCommand(
                "SELECT FROM candles_1m WHERE bucket = (SELECT max(bucket) FROM candles_1m) FOR UPDATE", connection, transaction);
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

            Assert.False(await FillAsync());
            Assert.Equal(1L, await _ingest.AskAsync<long>("SELECT count(*) FROM unsummed_days"));
        }

        Assert.True(await FillAsync());
        Assert.Equal("", await _ingest.AskAsync<string>(Invariants.WrongCandles));
    }

    /// <summary>Of a candle that counts other rows than there are nobody knows the sum.</summary>
    [Fact]
    public async Task FillAsync_CandleThatIsNotOfItsRows_StaysWithoutSum()
    {
        await _ingest.ExecuteAsync(
            "UPDATE candles_1m SET trade_count = trade_count + 1 WHERE bucket = (SELECT max(bucket) FROM candles_1m)");

        Assert.False(await FillAsync());

        Assert.Equal(1L, await _ingest.AskAsync<long>("SELECT count(DISTINCT bucket) FROM candles_1m WHERE price_sum IS NULL"));
        Assert.Equal($"{Now.Date:yyyy-MM-dd}",
            await _ingest.AskAsync<string>("SELECT string_agg((day AT TIME ZONE 'UTC')::date::text, ',') FROM unsummed_days"));
    }

    [Fact]
    public async Task CreateSchemaAsync_CandlesOfTheVersionBefore_NotesTheirDays()
    {
        await using var database = _ingest.Databases.CreateDbContext();
        var days = await _ingest.AskAsync<string>("SELECT string_agg(day::text, ',' ORDER BY day) FROM unsummed_days");
        await database.GetService<IMigrator>().MigrateAsync("20261129125900_RoomForUpdates", TestContext.Current.CancellationToken);
        Assert.Equal(0L, await _ingest.AskAsync<long>(
            "SELECT count(*) FROM information_schema.columns WHERE column_name = 'price_sum' OR table_name = 'unsummed_days'"));

        await database.CreateSchemaAsync(TestContext.Current.CancellationToken);

        Assert.Equal(days, await _ingest.AskAsync<string>("SELECT string_agg(day::text, ',' ORDER BY day) FROM unsummed_days"));
        Assert.Contains(',', days);
        Assert.True(await FillAsync());
        Assert.Equal("", await _ingest.AskAsync<string>(Invariants.WrongCandles));
    }

    private Task<bool> FillAsync() => _ingest.PriceSums().FillAsync(TestContext.Current.CancellationToken);
}
