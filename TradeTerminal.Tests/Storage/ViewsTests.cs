using Npgsql;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Ticks;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Writing;
using TradeTerminal.Tests.Trades;

namespace TradeTerminal.Tests.Storage;

/// <summary>What people with tools of their own read.</summary>
public sealed class ViewsTests(PostgresFixture fixture)
{
    private static readonly DateTime Noon = new(2026, 2, 27, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Views_AllFeeds_ShowThemUnderOneSetOfNames()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, new TestClock(Judgement.Now));
        ingest.Begin(0);
        var trades = new RandomTrades(new Random(1), Judgement.Now) { Partitions = 1, Tickers = ["AAPL", "MSFT"] }.Take(60);
        ingest.Write(trades);
        using var prices = new TestPrices(database.ConnectionString);
        prices.Write(new Quote("AAPL", "NYSE", 175, 174.9m, 175.1m, 1, 2, 30, Noon, 0, 0));
        prices.Write(
            new CommodityEvent(CommodityEventKind.PriceTick, "OIL", 100, 7, null, PositionType.Long, 0, 0, null, null, null, Noon, 0, 0));
        prices.Write(
            new CommodityEvent(CommodityEventKind.TradeMarked, "OIL", 104, 9,
                null, PositionType.Long, 1, 1, null, null, null, Noon.AddSeconds(1), 0, 1));
        prices.Write(
            new CommodityEvent(CommodityEventKind.TradeOpened, "OIL", 1, 9,
                null, PositionType.Long, 1, 1, null, null, null, Noon.AddSeconds(2), 0, 2));
        prices.Write(PricedFeeds.Crypto, new Tick("BTC-USD", 87_000, 0, PriceOrigin.Real, Noon, Noon, 0, 0));
        prices.Write(PricedFeeds.Indices, new Tick("SP500", 6_000, 1.5m, PriceOrigin.Unstated, null, Noon, 0, 0),
            new Tick("SP500", 6_001, 2, PriceOrigin.Unstated, null, Noon.AddDays(-1), 0, 1));

        Assert.Equal(
            ["commodities OIL  2 104 7", "crypto BTC-USD  1 87000 0", "indices SP500  2 6001 3.5", "quotes AAPL NYSE 1 175 30"],
            await LinesAsync("SELECT concat_ws(' ', feed, symbol, venue, count(*), max(price), sum(volume)) FROM prices WHERE feed <> 'trades' GROUP BY feed, symbol, venue"));
        Assert.Equal(
            await LinesAsync("SELECT concat_ws(' ', feed, symbol, venue, date_trunc('minute', event_time), max(price), min(price), sum(volume), sum(price * volume), count(*)) FROM prices GROUP BY feed, symbol, venue, date_trunc('minute', event_time)", Trimmed),
            await LinesAsync("SELECT concat_ws(' ', feed, symbol, venue, bucket, high, low, volume, notional, tick_count) FROM candles",
                Trimmed));
        Assert.Equal(
            await LinesAsync("SELECT DISTINCT ON (feed, symbol, venue) concat_ws(' ', feed, symbol, venue, price, event_time) FROM prices ORDER BY feed, symbol, venue, event_time DESC, source_partition DESC, source_offset DESC"),
            await LinesAsync("SELECT concat_ws(' ', feed, symbol, venue, price, event_time) FROM latest_price"));
        Assert.Equal(
            await LinesAsync("SELECT concat_ws(' ', feed, symbol, venue, (event_time AT TIME ZONE 'UTC')::date, count(*), round(avg(price), 8), min(price), max(price), max(event_time)) FROM prices GROUP BY feed, symbol, venue, (event_time AT TIME ZONE 'UTC')::date"),
            await LinesAsync("SELECT concat_ws(' ', feed, symbol, venue, day, tick_count, avg_price, min_price, max_price, time) FROM symbol_statistics"));
        Assert.Equal(
            ["indices 6001"], await LinesAsync(
                "SELECT concat_ws(' ', feed, avg_price::float8) FROM symbol_statistics WHERE day = '2026-02-26' AND feed = 'indices'"));

        async Task<List<string>> LinesAsync(string sql, Func<string, string>? change = null)
        {
            await using var connection = new NpgsqlConnection(database.ConnectionString);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            await using var reader = await command.ExecuteReaderAsync();
            var lines = new List<string>();
            while (await reader.ReadAsync())
            {
                lines.Add((change ?? (line => line))(reader.GetString(0)));
            }

            lines.Sort(StringComparer.Ordinal);
            return lines;
        }
    }

    [Fact]
    public async Task Rejects_TextAndBytes_AreReadable()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, new TestClock(Judgement.Now));
        ingest.Begin(0);
        ingest.Write(0, "{\"ticker\":\"Ä\\\"}"u8.ToArray(), [0xFF, 0x00]);

        Assert.Equal(
            "{\"ticker\":\"Ä\\\"} base64:/wA=",
            await ingest.AskAsync<string>("SELECT string_agg(payload, ' ' ORDER BY \"offset\") FROM rejects"));
    }

    [Fact]
    public async Task Views_NothingStored_AreEmpty()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, new TestClock(Judgement.Now));

        Assert.Equal(
            (0L, 0L, 0L, 0L),
            (await ingest.AskAsync<long>("SELECT count(*) FROM prices"), await ingest.AskAsync<long>("SELECT count(*) FROM candles"),
                await ingest.AskAsync<long>("SELECT count(*) FROM latest_price"),
                await ingest.AskAsync<long>("SELECT count(*) FROM symbol_statistics")));
    }

    /// <summary>Sums of numbers have their zeros at the end from the longest of them.</summary>
    private static string Trimmed(string line) => string.Join(' ', line.Split(' ').Select(word =>
        word.Contains('.', StringComparison.Ordinal) && !word.Contains(':', StringComparison.Ordinal) ? word.TrimEnd('0')
            .TrimEnd('.') : word));
}
