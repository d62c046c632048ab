using Npgsql;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Writing;
using TradeTerminal.Tests.Trades;

namespace TradeTerminal.Tests.Feeds.Status;

/// <summary>What a feed says it has stored against the rows there are, on the real PostgreSQL.</summary>
public sealed class RowCheckTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly TestClock Clock = new(Judgement.Now);

    private TestDatabase _database = null!;
    private TestIngest _ingest = null!;
    private FeedRows _rows = null!;
    private NpgsqlConnection _connection = null!;

    private string? Doubt => _ingest.Gauge.Current.Doubt;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateTerminalDatabaseAsync();
        _ingest = new TestIngest(_database.ConnectionString, Clock);
        Enumerable.Range(0, 3).ToList().ForEach(partition => _ingest.Begin(partition));
        _rows = new FeedRows(new TradesFeed(), _ingest.Gauge, _ingest.Days, Clock);
        _connection = new NpgsqlConnection(_database.ConnectionString);
        await _connection.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        _ingest.Dispose();
        await _database.DisposeAsync();
    }

    /// <summary>With repeats and events that are late by up to fifty minutes.</summary>
    [Fact]
    public async Task Check_NobodyChangedAnything_FindsNothing()
    {
        var trades = new RandomTrades(new Random(1), Judgement.Now);
        for (var round = 0; round < 4; round++)
        {
            var batch = trades.Take(400);
            _ingest.Write(batch);
            await CheckAsync();
            Assert.Null(Doubt);
        }

        Assert.Equal((Judgement.Now, null, 0L),
            (_ingest.Gauge.Current.Rows!.At, _ingest.Gauge.Current.Rows.Doubt, _ingest.Gauge.Current.Rows.NotCompared));
    }

    [Fact]
    public async Task Check_TradeDeletedAndBroughtBack_IsMissedByItsPartitionOffsetsAndCandleUntilThen()
    {
        _ingest.Write(new RandomTrades(new Random(2), Judgement.Now).Take(300));
        await _ingest.ExecuteAsync("CREATE TABLE taken AS SELECT * FROM trades ORDER BY executed_at DESC LIMIT 1");
        var partition = await _ingest.AskAsync<int>("SELECT source_partition FROM taken");
        var (events, next) = (_ingest.Position(partition).Accepted, _ingest.Position(partition).NextOffset);
        var ticker = await _ingest.AskAsync<string>("SELECT ticker FROM taken");

        await _ingest.ExecuteAsync("DELETE FROM trades t USING taken WHERE t.trade_id = taken.trade_id");
        await CheckAsync();

        Assert.Contains($"partition {partition}: of {events} events stored from offset 0 to before {next} 1 are missing",
            Doubt, StringComparison.Ordinal);
        Assert.Matches($"{ticker} 20[0-9-]+ [0-9:]+: a candle of [0-9]+ and ([0-9]+|no) rows", Doubt);
        await CheckAsync();
        Assert.NotNull(Doubt);
        await _ingest.ExecuteAsync("INSERT INTO trades SELECT * FROM taken");
        await CheckAsync();
        Assert.Null(Doubt);
    }

    [Theory]
    [InlineData("UPDATE candles_1m SET high = high + 1", "the candle is not what its rows make")]
    [InlineData("UPDATE candles_1m SET volume = volume - 1", "the candle is not what its rows make")]
    [InlineData("UPDATE candles_1m SET notional = notional + 0.000000000001", "the candle is not what its rows make")]
    [InlineData("DELETE FROM candles_1m", "rows and no candle")]
    [InlineData("UPDATE candles_1m SET trade_count = trade_count + 1", "a candle of 2 and 1 rows")]
    [InlineData("UPDATE candles_1m SET bucket = bucket - interval '1 minute'", "a candle of 1 and no rows")]
    public async Task Check_CandleChanged_IsNamed(string lie, string said)
    {
        _ingest.Write(new RandomTrades(new Random(3), Judgement.Now) { Tickers = ["AAPL"], Span = TimeSpan.FromMicroseconds(1) }.Take(1));

        await _ingest.ExecuteAsync(lie);
        await CheckAsync();

        Assert.Contains("AAPL ", Doubt, StringComparison.Ordinal);
        Assert.Contains(said, Doubt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_TradeAdded_IsNamedByItsCandle()
    {
        _ingest.Write(new RandomTrades(new Random(4), Judgement.Now) { Tickers = ["AAPL"], Span = TimeSpan.FromMicroseconds(1) }.Take(1));

        await _ingest.ExecuteAsync(
            """
            INSERT INTO trades (trade_id, executed_at, source_offset, volume, source_partition, ticker, price, side)
            SELECT gen_random_uuid(), executed_at, source_offset + 1, volume, source_partition, ticker, price, side FROM trades
            """);
        await CheckAsync();

        Assert.Contains("a candle of 1 and 2 rows", Doubt, StringComparison.Ordinal);
    }

    /// <summary>Whoever takes a day out of the table takes its rows; its candles stay.</summary>
    [Fact]
    public async Task Check_DayDetached_MissesAllOfIt()
    {
        _ingest.Write(new RandomTrades(new Random(5), Judgement.Now) { Partitions = 1, Span = TimeSpan.FromMicroseconds(1) }.Take(50));
        var day = DayPartitions.NameOf("trades", Judgement.Now.AddTicks(-1).Date);

        await _ingest.ExecuteAsync($"ALTER TABLE trades DETACH PARTITION {day}");
        await CheckAsync();

        Assert.Contains("partition 0: of 50 events stored from offset 0 to before 50 50 are missing", Doubt, StringComparison.Ordinal);
    }

    /// <summary>They may be deleted at any time.</summary>
    [Fact]
    public async Task Check_EventsAboutToPassRetention_AreNotCompared()
    {
        _ingest.Write(
            new RandomTrades(new Random(6), _ingest.Days.Horizon.AddHours(1)) { Partitions = 1, Span = TimeSpan.FromMinutes(1) }.Take(20));

        await _ingest.ExecuteAsync("DELETE FROM trades");
        await CheckAsync();

        Assert.Null(Doubt);
        Assert.Equal(20, _ingest.Gauge.Current.Rows!.NotCompared);
    }

    /// <summary>Here an offset is all that an event has of its own.</summary>
    [Fact]
    public async Task Check_QuotesWithoutIds_MissesADeletedOne()
    {
        var feed = new QuotesFeed();
        using var ingest = new FeedIngest<Quote>(feed, _database.ConnectionString, Clock);
        ingest.Begin(1);
        ingest.Write(1, [.. Enumerable.Range(1, 20).Select(i => (byte[]?)System.Text.Encoding.UTF8.GetBytes(
            $$"""{"symbol":"AAPL","exchange":"NASDAQ","price":175.02,"bid_price":175.01,"ask_price":175.04,"bid_size":12000,"ask_size":8000,"volume":{{i}},"timestamp":{{new DateTimeOffset(Judgement.Now).ToUnixTimeMilliseconds() - i}}}"""))]);
        var rows = new FeedRows(feed, ingest.Gauge, ingest.Days, Clock);
        await rows.CheckAsync(_connection, TestContext.Current.CancellationToken);
        Assert.Null(ingest.Gauge.Current.Doubt);
        ingest.Write(1, [.. Enumerable.Range(1, 5).Select(i => (byte[]?)System.Text.Encoding.UTF8.GetBytes(
            $$"""{"symbol":"AAPL","exchange":"NASDAQ","price":175.02,"bid_price":175.01,"ask_price":175.04,"bid_size":12000,"ask_size":8000,"volume":{{i}},"timestamp":{{new DateTimeOffset(Judgement.Now).ToUnixTimeMilliseconds() - i}}}"""))]);

        await ingest.ExecuteAsync("DELETE FROM quotes WHERE source_offset = 22");
        await rows.CheckAsync(_connection, TestContext.Current.CancellationToken);

        Assert.Contains("partition 1: of 5 events stored from offset 20 to before 25 1 are missing",
            ingest.Gauge.Current.Doubt, StringComparison.Ordinal);
        Assert.Contains("AAPL at NASDAQ", ingest.Gauge.Current.Doubt, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_StretchesThatFollow_AreOne()
    {
        var ledger = new StoredLedger();
        ledger.Add(Advance(0, 10, Judgement.Now, Judgement.Now.AddMinutes(1)));
        ledger.Add(Advance(10, 20, Judgement.Now.AddMinutes(-30), Judgement.Now));
        ledger.Add(Advance(25, 30, Judgement.Now, Judgement.Now));
        ledger.Add(Advance(30, 40, Judgement.Now.AddHours(-2), Judgement.Now));

        var (stretches, leftOut) = ledger.Take();

        Assert.Equal(
            [new StoredStretch(0, 0, 20, 20, Judgement.Now.AddMinutes(-30), Judgement.Now.AddMinutes(1)), new StoredStretch(0, 25, 30, 5, Judgement.Now, Judgement.Now)],
            stretches);
        Assert.Equal(10, leftOut);
        Assert.Empty(ledger.Take().Stretches);
    }

    private static PartitionAdvance Advance(long from, long to, DateTime oldest, DateTime newest) => new(0, from)
    {
        To = to, Messages = (int)(to - from), Accepted = (int)(to - from),
        Inserted = (int)(to - from), InsertedFrom = oldest, InsertedTo = newest,
    };

    private Task CheckAsync() => _rows.CheckAsync(_connection, TestContext.Current.CancellationToken);
}
