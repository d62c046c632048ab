using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradeTerminal.Ingest.Embedded.Kafka;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Tests.Support.Brokers;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Faults;

/// <summary>Somebody changes what is stored behind the terminal's back: each lie turns the self-check red, which names it.</summary>
public sealed class LiesTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Newest = "(SELECT trade_id FROM trades ORDER BY executed_at DESC, trade_id LIMIT 1)";
    private const string NewestMinute = "(SELECT max(bucket) FROM candles_1m)";

    private readonly EmbeddedKafka _broker = EmbeddedKafka.Start(
        new Dictionary<string, int> { ["orders"] = 2, ["market_data"] = 1 }, NullLogger.Instance);

    private TestDatabase _database = null!;
    private TestTopic _topic = null!;
    private TestTerminal _terminal = null!;

    private FeedStatus Quotes => _terminal.Service<FeedGauges>()["quotes"].Current;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateTerminalDatabaseAsync();
        _topic = new TestTopic("orders", _broker.BootstrapServers);
        var trades = new RandomTrades(new Random(1), DateTime.UtcNow) { Span = TimeSpan.FromMinutes(1) }.Take(200);
        _topic.Send([.. trades.Concat(trades[..20]).Select((trade, i) => (i % 2, (byte[]?)TradeMessages.Of(trade))), (0, [1]), (1, [2])]);
        using (var quotes = new TestTopic("market_data", _broker.BootstrapServers))
        {
            quotes.Send(Enumerable.Range(1, 20).Select(i => (0, (byte[]?)Encoding.UTF8.GetBytes(
                $$"""{"symbol":"AAPL","exchange":"NASDAQ","price":175.02,"bid_price":175.01,"ask_price":175.04,"bid_size":12000,"ask_size":8000,"volume":{{i}},"timestamp":{{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}}}"""))));
        }

        _terminal = await TestTerminal.StartAsync(_database.ConnectionString, _broker, "Quotes", null);
        await _terminal.WhenAsync(t => t.Feed is { Accepted: 200, Duplicates: 20, Rejected: 2 } && Quotes.Accepted == 20, "stores all");
    }

    public async ValueTask DisposeAsync()
    {
        await _terminal.DisposeAsync();
        await _database.DisposeAsync();
        _topic.Dispose();
        _broker.Dispose();
    }

    [Fact]
    public async Task Nobody_Lies_NothingIsFound()
    {
        await CompareAsync();
        await CompareAsync();

        Assert.Equal((null, null), (_terminal.Feed.Doubt, Quotes.Doubt));
        Assert.NotNull(_terminal.Feed.Rows);
        Assert.Equal((0L, 0L), (_terminal.Feed.Rows.NotCompared, Quotes.Rows!.NotCompared));
    }

    /// <summary>Each is on the screen with the worker's next look at its positions.</summary>
    [Theory]
    [InlineData("accepted = accepted + 3", 0, "3 more counted than the 111 passed")]
    [InlineData("accepted = accepted - 2", 1, "2 of 111 not accounted for")]
    [InlineData("duplicates = duplicates + 1", 1, "1 more counted than the 111 passed")]
    [InlineData("rejected = rejected - 1", 0, "1 of 111 not accounted for")]
    [InlineData("skipped = skipped + 4", 0, "4 more counted than the 111 passed")]
    [InlineData("gone = gone + 1", 1, "a count is below zero")]
    [InlineData("start_offset = start_offset - 5", 1, "5 of 116 not accounted for")]
    [InlineData("next_offset = next_offset - 7", 0, "7 more counted than the 111 passed")]
    [InlineData("accepted = accepted - 1, skipped = skipped + 1, unexplained = 1, unexplained_at = 9", 0, "1 of 111 passed unread, the last at offset 9")]
    public async Task Position_Changed_IsNamed(string lie, int partition, string said)
    {
        await ExecuteAsync($"UPDATE feed_offsets SET {lie} WHERE topic = 'orders' AND partition = {partition}");

        await _terminal.WhenAsync(t => t.Feed.Doubt == $"partition {partition}: {said}", $"says: {said}; {_terminal.Feed.Doubt}");
    }

    /// <summary>While nobody was looking.</summary>
    [Fact]
    public async Task Position_MovedForwardWhileTheTerminalWasOff_LeavesOffsetsNotAccountedFor()
    {
        await _terminal.StopAsync();
        _topic.Send(new RandomTrades(new Random(2), DateTime.UtcNow).Take(50).Select(trade => (0, (byte[]?)TradeMessages.Of(trade))));
        await ExecuteAsync("UPDATE feed_offsets SET next_offset = next_offset + 20 WHERE topic = 'orders' AND partition = 0");

        await using var after = await TestTerminal.StartAsync(_database.ConnectionString, _broker);

        await after.WhenAsync(t => t.Feed.Doubt == "partition 0: 20 of 161 not accounted for", "names what was passed over");
    }

    /// <summary>Only the rows can tell: within half a minute and a moment, here on demand.</summary>
    [Theory]
    [InlineData($"DELETE FROM trades WHERE trade_id = {Newest}", "1 are missing")]
    [InlineData($"UPDATE trades SET source_offset = source_offset + 100000 WHERE trade_id = {Newest}", "1 are missing")]
    [InlineData($"UPDATE trades SET price = price + 1 WHERE trade_id = {Newest}", "the candle is not what its rows make")]
    [InlineData($"UPDATE trades SET volume = volume + 1 WHERE trade_id = {Newest}", "the candle is not what its rows make")]
    [InlineData($"UPDATE trades SET ticker = 'LIE' WHERE trade_id = {Newest}", "LIE ")]
    [InlineData($"""
        INSERT INTO trades (trade_id, executed_at, source_offset, volume, source_partition, ticker, price, side)
        SELECT gen_random_uuid(), executed_at, source_offset, volume, source_partition, ticker, price, side FROM trades WHERE trade_id = {Newest}
        """, "a candle of ")]
    [InlineData($"UPDATE candles_1m SET close = close + 1 WHERE bucket = {NewestMinute}", "the candle is not what its rows make")]
    [InlineData($"UPDATE candles_1m SET trade_count = trade_count + 1 WHERE bucket = {NewestMinute}", "a candle of ")]
    [InlineData($"UPDATE candles_1m SET price_sum = price_sum + 0.01 WHERE bucket = {NewestMinute}", "the candle is not what its rows make")]
    [InlineData($"UPDATE candles_1m SET price_sum = NULL WHERE bucket = {NewestMinute}", "the candle is not what its rows make")]
    [InlineData($"DELETE FROM candles_1m WHERE bucket = {NewestMinute}", "rows and no candle")]
    [InlineData($"UPDATE candles_1m SET ticker = 'LIE' WHERE (ticker, bucket) = (SELECT min(ticker), bucket FROM candles_1m WHERE bucket = {NewestMinute} GROUP BY bucket)", "LIE ")]
    [InlineData("DELETE FROM trades", "events stored from offset 0 to before")]
    public async Task Rows_Changed_AreNamed(string lie, string said)
    {
        await ExecuteAsync(lie);

        await CompareAsync();

        Assert.Contains(said, _terminal.Feed.Doubt, StringComparison.Ordinal);
        Assert.Null(Quotes.Doubt);
    }

    [Theory]
    [InlineData("DELETE FROM quotes WHERE source_offset = 3", "partition 0: of 20 events stored from offset 0 to before 20 1 are missing")]
    [InlineData("UPDATE feed_candles_1m SET high = high + 1", "AAPL at NASDAQ")]
    [InlineData("UPDATE feed_candles_1m SET price_sum = price_sum - 0.01", "AAPL at NASDAQ")]
    public async Task Rows_OfAFeedWithoutIdsChanged_AreNamed(string lie, string said)
    {
        await ExecuteAsync(lie);

        await CompareAsync();

        Assert.Contains(said, Quotes.Doubt, StringComparison.Ordinal);
        Assert.Null(_terminal.Feed.Doubt);
    }

    [Fact]
    public async Task Day_Detached_IsMissed()
    {
        await ExecuteAsync(
            """
            DO $$ BEGIN
                EXECUTE 'ALTER TABLE trades DETACH PARTITION ' || (SELECT tableoid::regclass::text FROM trades ORDER BY executed_at DESC LIMIT 1);
            END $$
            """);

        await CompareAsync();

        Assert.Matches("partition [01]: of 100 events stored from offset 0 to before 111 [0-9]+ are missing", _terminal.Feed.Doubt);
    }

    /// <summary>It answers nothing and refuses nothing: only the clock can tell.</summary>
    [Fact]
    public async Task Database_HeldByALock_IsSaidUntilItLetsGo()
    {
        await using (var connection = new NpgsqlConnection(_database.ConnectionString))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using var hold = new NpgsqlCommand("LOCK TABLE feed_offsets", connection, transaction);
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

            await _terminal.WhenAsync(t => t.Feed.Problem?.StartsWith("PostgreSQL slow", StringComparison.Ordinal) == true,
                "says that PostgreSQL is slow");
            await _terminal.WhenAsync(t => t.Feed.Phase == FeedPhase.WaitingForDatabase, "says that PostgreSQL does not answer");
        }

        await _terminal.WhenAsync(t => t.Feed is { Phase: FeedPhase.Running, DatabaseHeld.Ticks: 0 }, "runs again");
    }

    private Task CompareAsync() => _terminal.Service<RowCheck>().CheckAsync(TestContext.Current.CancellationToken);

    private async Task ExecuteAsync(string sql) => Assert.NotEqual(0, await _database.ExecuteAsync(sql));
}
