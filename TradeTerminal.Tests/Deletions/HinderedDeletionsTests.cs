using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradeTerminal.Ingest.Alerts.Levels;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Deletions;
using TradeTerminal.Ingest.Positions;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Writing;
using TradeTerminal.Tests.Trades;

namespace TradeTerminal.Tests.Deletions;

/// <summary>What becomes of a deletion when something is in its way.</summary>
public sealed class HinderedDeletionsTests(PostgresFixture postgres) : DeletionTest(postgres)
{
    /// <summary>The terminal was killed when it had only begun, or another one on the database asks.</summary>
    [Fact]
    public async Task Start_DeletionThatWasBrokenOff_IsDoneAndAnnounced()
    {
        Ingest.Write(new RandomTrades(new Random(5), Judgement.Now).Take(60));
        await Ingest.ExecuteAsync("INSERT INTO deletions (feed, symbol, began_at) VALUES ('trades', 'AAPL', now())");
        using var listener = Changes.Listen();
        using var other = NewDeletions();
        var told = 0;
        other.Changed += () => Interlocked.Increment(ref told);
        await other.RefreshAsync(Token);

        await Startup.StartAsync(Token);
        await Deletions.StartAsync(Token);
        await Eventually.TrueAsync(() => Deletions.Log.Ended == 1, () => "the deletion is not done");
        await other.RefreshAsync(Token);

        Assert.Equal(0, await CountAsync("trades WHERE ticker = 'AAPL'"));
        Assert.True(listener.TryTakeResync());
        Assert.Equal(1, told);
        await Deletions.StopAsync(Token);
    }

    /// <summary>The last transaction waits for a batch that is being written: all that may be much has gone before.</summary>
    [Fact]
    public async Task Delete_BeforeTheFeedsAreHeldUp_HasTakenAllThatIsMuch()
    {
        using var positions = new FeedIngest<TraderPosition>(new PositionsFeed(), Database.ConnectionString, Clock);
        using var commodities = new FeedIngest<CommodityEvent>(new CommoditiesFeed(), Database.ConnectionString, Clock);
        positions.Begin(0);
        commodities.Begin(0);
        positions.Write(0, Report("ANN", "AAPL", 12_000, 0), Report("ANN", "MSFT", 12_000, 1), Report("BOB", "AAPL", 12_000, 2));
        commodities.Write(0, Commodity("PriceTick", "OIL"), Commodity("TradeOpened", "OIL"), Commodity("PriceTick", "GOLD"));
        Ingest.Write(new RandomTrades(new Random(6), Judgement.Now) { Span = TimeSpan.FromMinutes(20) }.Take(900));
        var trades = await CountAsync("trades WHERE ticker = 'AAPL'");
        // Candles that claim more than there is end nothing early.
        await Ingest.ExecuteAsync("UPDATE candles_1m SET trade_count = 100000");
        await Ingest.ExecuteAsync(
            """
            INSERT INTO alerts (alert_id, kind, feed, symbol, venue, severity, detected_at, message, inputs, source_topic, source_partition, source_offset, raised_at)
            SELECT gen_random_uuid(), kind, feed, symbol, venue, severity, detected_at, message, inputs, source_topic, source_partition, source_offset, raised_at
            FROM alerts, generate_series(1, 5100) WHERE symbol = 'ANN'
            """);
        await Ingest.ExecuteAsync(
            """
            INSERT INTO trader_book_5m
                (trader, symbol, bucket, size, average_price, pnl, realized, event_time, source_partition, source_offset)
            SELECT trader, symbol, bucket - n * interval '5 minutes', size, average_price, pnl, realized, event_time, source_partition, source_offset
            FROM trader_book_5m, generate_series(1, 5100) n
            """);
        await using var batch = new NpgsqlConnection(Database.ConnectionString);
        await batch.OpenAsync(Token);
        var writing = await batch.BeginTransactionAsync(Token);
        await using (var command = new NpgsqlCommand("LOCK TABLE feed_offsets IN ROW EXCLUSIVE MODE", batch))
        {
            await command.ExecuteNonQueryAsync(Token);
        }

        var deletions = new[] { DeleteAsync(new PositionsFeed(), "AAPL"), DeleteAsync(new CommoditiesFeed(), "OIL"), DeleteAsync(new TradesFeed(), "AAPL") };
        var left = "";
        await Eventually.TrueAsync(
            async () =>
            {
                left = string.Join(
                    ',', await CountAsync("trades WHERE ticker = 'AAPL'"), await CountAsync("trader_book_5m WHERE symbol = 'AAPL'"),
                    await CountAsync("alerts WHERE inputs ->> 'instrument' = 'AAPL'"), await CountAsync("commodity_positions"));
                return left == "0,0,0,0";
            },
            () => $"left are {left}");
        Assert.Equal(2, await CountAsync("trader_book WHERE symbol = 'AAPL'"));
        Assert.Equal(1, await CountAsync("latest_prices WHERE symbol = 'OIL'"));
        Assert.Equal(0, await CountAsync("deletions WHERE ended_at IS NOT NULL"));
        await writing.RollbackAsync(Token);
        var ended = await Task.WhenAll(deletions);

        Assert.Equal(new SymbolStock(2, 0, 2, 5_102, 0), ended[0].Stock);
        Assert.Equal(new SymbolStock(2, 1, 1, 0, 0), ended[1].Stock);
        Assert.Equal(trades, ended[2].Stock.Events);
        Assert.Equal("ANN MSFT", await Ingest.AskAsync<string>("SELECT string_agg(trader || ' ' || symbol, ',') FROM trader_book"));
        Assert.Equal(5_101, await CountAsync("trader_book_5m"));
        Assert.Equal(5_101, await CountAsync("alerts WHERE feed = 'positions'"));
        Assert.Equal("", await Ingest.AskAsync<string>(Invariants.WrongOffsets));
    }

    [Fact]
    public async Task Delete_AnotherTerminalHasIt_EndsWithIt()
    {
        Ingest.Write(new RandomTrades(new Random(7), Judgement.Now).Take(60));
        await using var other = new NpgsqlConnection(Database.ConnectionString);
        await other.OpenAsync(Token);
        await using var command = new NpgsqlCommand("SELECT pg_advisory_lock(hashtext('deletions'), 1)", other);
        await command.ExecuteNonQueryAsync(Token);
        var logger = new RecordingLogger<SymbolDeletions>();
        using var deletions = NewDeletions(logger);

        var (begun, ended) = await deletions.DeleteAsync(new TradesFeed(), "AAPL", Token);
        await Eventually.TrueAsync(() => ended.IsCompleted || logger.Entries.Count > 0, () => "it was not tried");
        Assert.False(ended.IsCompleted);
        command.CommandText = "SELECT pg_advisory_unlock_all()";
        await command.ExecuteNonQueryAsync(Token);

        Assert.Equal(1, begun.Id);
        Assert.NotNull((await ended).EndedAt);
        Assert.Equal(0, await CountAsync("trades WHERE ticker = 'AAPL'"));
    }

    [Fact]
    public async Task Refresh_LevelsCanNotBeRead_IsAnnouncedTheNextTime()
    {
        Ingest.Write(new RandomTrades(new Random(8), Judgement.Now).Take(60));
        var databases = new Unreliable(Ingest.Databases);
        using var levels = new LevelBook(databases, Clock);
        using var other = new SymbolDeletions(
            Ingest.Databases, Ingest.Databases, Changes, levels, Startup, TimeProvider.System, NullLogger<SymbolDeletions>.Instance);
        var told = 0;
        other.Changed += () => told++;
        await other.RefreshAsync(Token);
        await DeleteAsync(new TradesFeed(), "AAPL");

        databases.IsAway = true;
        await Assert.ThrowsAsync<IOException>(() => other.RefreshAsync(Token));
        databases.IsAway = false;
        await other.RefreshAsync(Token);
        await other.RefreshAsync(Token);

        Assert.Equal(1, told);
    }

    [Fact]
    public async Task Start_OneThatFails_HoldsUpNoOther()
    {
        Ingest.Write(new RandomTrades(new Random(9), Judgement.Now) { Tickers = ["AAPL", "FAILS", "MSFT"] }.Take(60));
        await Ingest.ExecuteAsync(
            """
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$;
            CREATE TRIGGER refuse BEFORE DELETE ON candles_1m FOR EACH ROW WHEN (OLD.ticker = 'FAILS') EXECUTE FUNCTION refuse();
            INSERT INTO deletions (feed, symbol, began_at) VALUES ('trades', 'AAPL', now()), ('trades', 'FAILS', now()), ('trades', 'MSFT', now());
            """);

        await Startup.StartAsync(Token);
        await Deletions.StartAsync(Token);
        await Eventually.TrueAsync(() => Deletions.Log.Ended == 2, () => "the others are not done");
        await Deletions.StopAsync(Token);

        Assert.Equal(["FAILS", "MSFT", "AAPL"], Deletions.Log.Newest.Select(one => one.Symbol));
        Assert.Equal("FAILS", await Ingest.AskAsync<string>("SELECT string_agg(DISTINCT ticker, ',') FROM trades"));
    }

    [Fact]
    public void PauseAfter_Failures_GrowsToFiveMinutes() => Assert.Equal(
        [1, 2, 4, 128, 300, 300], new[] { 1, 2, 3, 8, 9, 1_000 }.Select(failures => SymbolDeletions.PauseAfter(failures).TotalSeconds));

    /// <summary>However many screens and programs ask, what arrives is stored.</summary>
    [Fact]
    public async Task Count_IngestHasNoConnection_AsksWithOneOfTheScreens()
    {
        Ingest.Write(new RandomTrades(new Random(10), Judgement.Now) { Tickers = ["AAPL"] }.Take(60));
        using var deletions = new SymbolDeletions(
            new Unreliable(Ingest.Databases) { IsAway = true }, Ingest.Databases, Changes, Levels, Startup, TimeProvider.System,
            NullLogger<SymbolDeletions>.Instance);

        Assert.Equal(60, (await deletions.CountAsync(new TradesFeed(), "AAPL", Token)).Events);
    }

    private sealed class Unreliable(IDbContextFactory<TerminalDbContext> databases) : IDbContextFactory<TerminalDbContext>
    {
        internal bool IsAway { get; set; }

        public TerminalDbContext CreateDbContext() => IsAway ? throw new IOException("It is away.") : databases.CreateDbContext();
    }
}
