using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Writing;
using TradeTerminal.Tests.Trades;

namespace TradeTerminal.Tests.Storage;

/// <summary>A database of before volumes had fractions.</summary>
public sealed class WiderContractTests(PostgresFixture fixture)
{
    [Fact]
    public async Task Migrate_DatabaseOfAnEarlierVersion_KeepsWhatIsStored()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, new TestClock(Judgement.Now));
        ingest.Begin(0);
        ingest.Begin(1);
        ingest.Begin(2);
        ingest.Write(new RandomTrades(new Random(1), Judgement.Now).Take(500));
        await ingest.ExecuteAsync(
            """
            INSERT INTO latest_prices (feed, symbol, venue, price, bid, ask, bid_size, ask_size, volume, origin, event_time, source_partition, source_offset)
            VALUES ('quotes', 'AAPL', 'NYSE', 175, 174.9, 175.1, 300, 400, 50, 'unstated', now(), 0, 0);
            INSERT INTO quotes (symbol, venue, price, bid, ask, bid_size, ask_size, volume, event_time, source_partition, source_offset)
                SELECT 'AAPL', 'NYSE', 175, 174.9, 175.1, 300, 400, n, now(), 0, n FROM generate_series(1, 20) n;
            INSERT INTO book_updates (symbol, side, price, quantity, order_type, event_time, source_partition, source_offset)
                SELECT 'AAPL', 'buy', 175, n, 'limit', now(), 0, n FROM generate_series(1, 20) n
            """);
        var before = await StateAsync(ingest);

        await using (var context = ingest.Databases.CreateDbContext())
        {
            await context.GetService<IMigrator>().MigrateAsync("20261130113000_DayPictures", TestContext.Current.CancellationToken);
            Assert.Equal("bigint", await TypeAsync(ingest));
            await context.CreateSchemaAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal("numeric", await TypeAsync(ingest));
        await ingest.ExecuteAsync("INSERT INTO quotes (symbol, venue, price, bid, ask, bid_size, ask_size, volume, event_time, source_partition, source_offset) VALUES ('HALF', 'NYSE', 1, NULL, 1.1, 0, 0.5, 0.25, now(), 0, 99)");
        await ingest.ExecuteAsync("DELETE FROM quotes WHERE symbol = 'HALF'");
        Assert.Equal(before, await StateAsync(ingest));
        Assert.Equal("", await ingest.AskAsync<string>(Invariants.WrongCandles));
        ingest.Write([.. new RandomTrades(new Random(2), Judgement.Now).Take(3).Select(trade => trade with { Volume = 0.125m, Offset = trade.Offset + 1_000 })]);
        Assert.Equal("", await ingest.AskAsync<string>(Invariants.WrongCandles));
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("12345.678", "12345.678")]
    [InlineData("0.0000000000000000000000000000000001", "0")]
    [InlineData("-37.123456789012345678901234567890", "-37.12345678901234567890123")]
    [InlineData("12345678901234567890.1234567891", "12345678901234567890.12345678")]
    [InlineData("99999999999999999999.5", "99999999999999999999")]
    [InlineData("1e40", "79000000000000000000000000000")]
    [InlineData("null::numeric", "")]
    public async Task FitDecimal_AnySum_IsWhatADecimalHolds(string sum, string fitted)
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, new TestClock(Judgement.Now));

        Assert.Equal(fitted, await ingest.AskAsync<string>($"SELECT coalesce(fit_decimal({sum})::text, '')"));
        Assert.Equal(sum == fitted, await ingest.AskAsync<bool>($"SELECT coalesce(fits_decimal({sum}), false)"));
    }

    private static Task<string> StateAsync(TestIngest ingest) => ingest.AskAsync<string>(
        """
        SELECT concat_ws('|',
            (SELECT string_agg(concat_ws(' ', trade_id, ticker, price, volume, side, executed_at, source_partition, source_offset, source_id), ',' ORDER BY trade_id) FROM trades),
            (SELECT string_agg(concat_ws(' ', ticker, bucket, volume, notional), ',' ORDER BY ticker, bucket) FROM candles_1m),
            (SELECT string_agg(concat_ws(' ', feed, symbol, price, bid_size, ask_size), ',' ORDER BY feed, symbol) FROM latest_price),
            (SELECT string_agg(concat_ws(' ', symbol, bid, ask, bid_size, ask_size, volume), ',' ORDER BY source_offset) FROM quotes),
            (SELECT string_agg(concat_ws(' ', symbol, side, quantity), ',' ORDER BY source_offset) FROM book_updates),
            (SELECT sum(price * volume) FROM prices))
        """);

    private static Task<string> TypeAsync(TestIngest ingest) => ingest.AskAsync<string>(
        "SELECT data_type::text FROM information_schema.columns WHERE table_name = 'trades' AND column_name = 'volume'");
}
