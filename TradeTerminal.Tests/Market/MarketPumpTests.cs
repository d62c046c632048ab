using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Ticks;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;
using TradeTerminal.Market.Hydrating;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Market;

public sealed class MarketPumpTests(PostgresFixture fixture) : IAsyncLifetime
{
    private readonly MarketUpdates _updates = new(NullLogger<MarketUpdates>.Instance);
    private readonly RandomTrades _trades = new(new Random(1), DateTime.UtcNow);
    private TestDatabase _database = null!;
    private TestIngest _ingest = null!;
    private DatabaseStartup _startup = null!;
    private MarketPump _pump = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await fixture.CreateTerminalDatabaseAsync();
        _ingest = new TestIngest(_database.ConnectionString, TimeProvider.System);
        Enumerable.Range(0, 3).ToList().ForEach(partition => _ingest.Begin(partition));
        _startup = new DatabaseStartup(_ingest.Databases, NullLogger<DatabaseStartup>.Instance);
        await _startup.StartAsync(CancellationToken.None);
        _pump = new MarketPump(
            _ingest.Changes, new Hydrator(_ingest.Databases), _updates,
            _startup, new RecentCommits(TimeProvider.System), TimeProvider.System,
            NullLogger<MarketPump>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _pump.StopAsync(CancellationToken.None);
        await _startup.StopAsync(CancellationToken.None);
        _pump.Dispose();
        _startup.Dispose();
        _ingest.Dispose();
        await _database.DisposeAsync();
        Assert.Equal(0, _ingest.Changes.ListenerCount);
    }

    [Fact]
    public async Task StartAsync_TradesStored_ShowsThemBeforeItReturns()
    {
        var trades = _trades.Take(500);
        _ingest.Write(trades);

        await _pump.StartAsync(CancellationToken.None);

        SnapshotAssert.Shows(trades, _updates.Current);
    }

    [Fact]
    public async Task StartAsync_LongTapes_ShowsTheRestOfThemWithoutAnyTrade()
    {
        using var pump = new MarketPump(
            _ingest.Changes, new Hydrator(_ingest.Databases) { AtFirst = 0 }, _updates, _startup, new RecentCommits(TimeProvider.System),
            TimeProvider.System, NullLogger<MarketPump>.Instance);
        var trades = _trades.Take(3_000);
        _ingest.Write(trades);

        await pump.StartAsync(CancellationToken.None);
        await WhenShownAsync(trades);
        await pump.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Publish_Committed_IsShownOnceEvenWhenReadAlready()
    {
        await _pump.StartAsync(CancellationToken.None);
        var trades = _trades.Take(500);
        _ingest.Write(trades[..250]);
        _ingest.Write(trades[250..]);
        _ingest.Changes.PublishUnknown();
        _ingest.Changes.Publish(new CommittedBatch<Trade>(TestIngest.Feed, trades, DateTimeOffset.UtcNow) { FeedName = "trades" });

        await WhenShownAsync(trades);
        _ingest.Changes.Publish(new CommittedBatch<Trade>(TestIngest.Feed, trades, DateTimeOffset.UtcNow) { FeedName = "trades" });
        var more = _trades.Take(10);
        _ingest.Write(more);

        await WhenShownAsync([.. trades, .. more]);
    }

    [Fact]
    public async Task Publish_AfterAnotherProcessWrote_ReadsWhatItMissed()
    {
        await _pump.StartAsync(CancellationToken.None);
        var (rivals, ours) = (_trades.Take(300), _trades.Take(50));
        using (var rival = new TestIngest(_database.ConnectionString, TimeProvider.System))
        {
            Enumerable.Range(0, 3).ToList().ForEach(partition => rival.Begin(partition));
            rival.Write(rivals);
        }

        Enumerable.Range(0, 3).ToList().ForEach(partition => _ingest.Begin(partition));
        _ingest.Write(ours);

        await WhenShownAsync([.. rivals, .. ours]);
    }

    [Fact]
    public async Task PublishStart_AheadOfWhatIsShown_ReadsTheDatabase()
    {
        await _pump.StartAsync(CancellationToken.None);
        var trades = _trades.Take(100);
        using (var rival = new TestIngest(_database.ConnectionString, TimeProvider.System))
        {
            Enumerable.Range(0, 3).ToList().ForEach(partition => rival.Begin(partition));
            rival.Write(trades);
        }

        _ingest.Changes.PublishStart<Trade>(
            "trades", TestIngest.Feed, _ingest.Offsets.Load(TestIngest.Feed).ToDictionary(pair => pair.Key, pair => pair.Value.NextOffset));

        await WhenShownAsync(trades);
    }

    [Fact]
    public async Task Publish_MoreBatchesThanTheQueueHolds_ShowsThemAll()
    {
        await _pump.StartAsync(CancellationToken.None);
        var trades = _trades.Take(3 * ChangeListener.Capacity);
        foreach (var trade in trades)
        {
            _ingest.Write([trade]);
        }

        await WhenShownAsync(trades);
    }

    /// <summary>Under load a reading takes longer than some hundred commits: what comes meanwhile waits, and is not read again.</summary>
    [Fact]
    public async Task Publish_ManySmallBatchesWhileTheDatabaseIsRead_ShowsThemWithoutAnotherReading()
    {
        await _pump.StartAsync(CancellationToken.None);
        var now = DateTime.UtcNow;
        Trade[] trades = [.. Enumerable.Range(0, 4 * ChangeListener.Capacity)
            .Select(i => new Trade(Guid.NewGuid(), "AAPL", 100, 1, Side.Buy, now.AddMicroseconds(i), 0, i))];
        await using var connection = new NpgsqlConnection(_database.ConnectionString);
        await connection.OpenAsync();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await ExecuteAsync(connection, "LOCK TABLE candles_1m");
            _ingest.Changes.PublishUnknown();
            await Eventually.TrueAsync(
                () => AskAsync(
                    connection,
                    """
                    SELECT EXISTS (SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
                        WHERE NOT granted AND datname = current_database())
                    """),
                () => "The pump waits for the database");

            // They are nowhere but here: a second reading would not find them.
            foreach (var trade in trades)
            {
                _ingest.Changes.Publish(new CommittedBatch<Trade>(TestIngest.Feed, [trade], DateTimeOffset.UtcNow)
                {
                    FeedName = "trades",
                    Ranges = [new OffsetRange(0, trade.Offset, trade.Offset + 1)],
                });
            }
        }

        await WhenShownAsync(trades);
    }

    [Fact]
    public async Task Publish_Flood_IsShownAtMostEveryFiftyMilliseconds()
    {
        await _pump.StartAsync(CancellationToken.None);
        var first = _updates.Current.Version;
        var time = Stopwatch.StartNew();
        var trades = new List<Trade>();
        while (time.Elapsed < TimeSpan.FromSeconds(1))
        {
            trades.Add(_trades.Next());
            _ingest.Write([trades[^1]]);
        }

        await WhenShownAsync(trades);
        Assert.InRange(_updates.Current.Version - first, 1, (long)(time.Elapsed / MarketPump.MinInterval) + 2);
    }

    /// <summary>Two feeds have events of one type: the batch says whose they are.</summary>
    [Fact]
    public async Task Publish_PricesOfOtherFeeds_AreShownFromTheBatchAlone()
    {
        await _pump.StartAsync(CancellationToken.None);
        var now = DateTime.UtcNow;
        foreach (var (feed, price) in new[] { ("crypto", 10), ("indices", 20) })
        {
            // Stored nowhere: a screen that read the database would not find it.
            _ingest.Changes.Publish(new CommittedBatch<Tick>(
                new FeedKey("test cluster", feed), [new Tick("X", price, 0.5m, PriceOrigin.Real, null, now, 0, 0)], DateTimeOffset.UtcNow)
            {
                FeedName = feed,
                Ranges = [new OffsetRange(0, 0, 1)],
            });
        }

        await Eventually.TrueAsync(
            () => _updates.Current.Instruments.Select(one => (one.Instrument.Key, one.Newest.Mark.Price))
                .SequenceEqual([("crypto:X", 10m), ("indices:X", 20m)]),
            () => $"Prices are not shown: {string.Join(", ", _updates.Current.Instruments.Select(one => one.Instrument.Key))}");
    }

    /// <summary>Thousands of instruments take long to read: trades do not wait for them, and what comes meanwhile goes on top.</summary>
    [Fact]
    public async Task StartAsync_PricesTakeLong_ShowsTradesAtOnceAndPricesWhole()
    {
        using var pump = new MarketPump(
            _ingest.Changes, new Hydrator(_ingest.Databases), _updates, _startup, new RecentCommits(TimeProvider.System),
            TimeProvider.System, NullLogger<MarketPump>.Instance) { Patience = TimeSpan.Zero };
        using var stored = new TestPrices(_database.ConnectionString);
        var source = new RandomPrices(new Random(3), DateTime.UtcNow);
        var (before, after) = (source.Ticks(300, "BTC-USD"), source.Ticks(50, "BTC-USD"));
        stored.Write(PricedFeeds.Crypto, before);
        var trades = _trades.Take(50);
        _ingest.Write(trades);
        await using var connection = new NpgsqlConnection(_database.ConnectionString);
        await connection.OpenAsync();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await ExecuteAsync(connection, "LOCK TABLE feed_candles_1m");
            await pump.StartAsync(CancellationToken.None);
            await WhenShownAsync(trades);
            _ingest.Changes.Publish(new CommittedBatch<Tick>(new FeedKey("test cluster", "prices"), after, DateTimeOffset.UtcNow)
            {
                FeedName = PricedFeeds.Crypto,
            });
            Assert.Empty(_updates.Current.Instruments);
        }

        var newest = before.Concat(after).MaxBy(tick => (tick.EventTime, tick.Partition, tick.Offset));
        await Eventually.TrueAsync(
            () => _updates.Current.Instruments is [{ } shown] && shown.Newest.Mark.Offset == newest.Offset
                && shown.Minutes.Sum(minute => minute.Candle.Count) == before.Length + after.Length,
            () => $"The prices are not shown: {_updates.Current.Instruments.Length}");
        await pump.StopAsync(CancellationToken.None);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<bool> AskAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private Task WhenShownAsync(IReadOnlyCollection<Trade> trades) => Eventually.TrueAsync(
        () => SnapshotAssert.Shown(trades, _updates.Current),
        () => $"{trades.Count} trades are not shown; version {_updates.Current.Version} has {_updates.Current.Tickers.Sum(t => t.Tape.Length)}");
}
