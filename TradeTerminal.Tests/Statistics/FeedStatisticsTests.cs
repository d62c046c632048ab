using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Ticks;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Statistics;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Writing;
using TradeTerminal.Tests.Trades;

namespace TradeTerminal.Tests.Statistics;

/// <summary>Figures from the candles are those of the rows, to the last digit, whatever is asked for.</summary>
public sealed class FeedStatisticsTests(PostgresFixture fixture) : IAsyncLifetime
{
    private static readonly DateTime Now = Judgement.Now;

    private TestDatabase _database = null!;
    private TestIngest _ingest = null!;
    private TestPrices _prices = null!;
    private TerminalDatabase _screens = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await fixture.CreateTerminalDatabaseAsync();
        _ingest = new TestIngest(_database.ConnectionString, new TestClock(Now));
        _prices = new TestPrices(_database.ConnectionString);
        // One connection, so that what it counted can be asked for.
        _screens = new TerminalDatabase(() => $"{_database.ConnectionString};Maximum Pool Size=1");
        Enumerable.Range(0, 3).ToList().ForEach(partition => _ingest.Begin(partition));
    }

    public async ValueTask DisposeAsync()
    {
        _screens.Dispose();
        _prices.Dispose();
        _ingest.Dispose();
        await _database.DisposeAsync();
    }

    /// <summary>Trades of a month, in four batches of which each is late against the one before; prices of up to eight decimals.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task ReadAsync_RandomRanges_AreTheFiguresOfTheRows(int seed)
    {
        var random = new Random(seed);
        var trades = new RandomTrades(random, Now) { Span = TimeSpan.FromDays(3) };
        for (var batch = 0; batch < 4; batch++)
        {
            _ingest.Write(trades.Take(1_000));
            await CompareAsync(PricedFeeds.Trades, random, TimeSpan.FromDays(35));
        }
    }

    /// <summary>Many in few minutes, so that ranges cut minutes that have prices.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task ReadAsync_RaggedEnds_AreTheFiguresOfTheRows(int seed)
    {
        var random = new Random(seed);
        var trades = new RandomTrades(random, Now) { Span = TimeSpan.FromMinutes(4), Tickers = ["AAPL", "MSFT"] };
        _ingest.Write(trades.Take(3_000));
        _prices.Write(new RandomPrices(random, Now) { Span = TimeSpan.FromMinutes(4) }.Quotes(2_000));

        await CompareAsync(PricedFeeds.Trades, random, TimeSpan.FromMinutes(5));
        await CompareAsync(PricedFeeds.Quotes, random, TimeSpan.FromMinutes(5));
    }

    /// <summary>Rounded to eight decimals the mean of small prices would lie outside of them.</summary>
    [Theory]
    [InlineData("0.000000005", "0.000000007", "0.000000006")]
    [InlineData("0.000000000000001", "0.000000000000001", "0.000000000000001")]
    [InlineData("0.000012345678901", "0.000012345678901", "0.000012345678901")]
    [InlineData("1.5", "1.25", "1.375")]
    public async Task ReadAsync_SmallPrices_MeanHasTheirDecimals(string first, string second, string mean)
    {
        decimal Number(string digits) => decimal.Parse(digits, CultureInfo.InvariantCulture);
        _prices.Write(PricedFeeds.Crypto, new[] { first, second }.Select((price, i) => new Tick(
            "SMALL", Number(price), 0, PriceOrigin.Unstated, null, Now.AddMinutes(-i), 0, i)));

        await using var database = _screens.CreateDbContext();
        var row = Assert.Single(
            await FeedStatistics.ReadAsync(database, PricedFeeds.Crypto, ["SMALL"], null, Now.AddDays(1), CancellationToken.None));

        Assert.Equal(Number(mean), row.AveragePrice);
        var view = await database.Database.SqlQuery<decimal>($"""SELECT avg_price AS "Value" FROM symbol_statistics WHERE symbol = 'SMALL'""").SingleAsync();
        Assert.Equal(Number(mean), view);
    }

    /// <summary>Fifteen decimals beside ten integer digits: more than a decimal holds of the sum.</summary>
    [Fact]
    public async Task ReadAsync_PricesOfManyDigits_LoseNone()
    {
        var times = Enumerable.Range(0, 400).Select(i => Now.AddSeconds(-i)).ToList();
        _prices.Write(PricedFeeds.Crypto, times.Select((at, i) => new Tick(
            "DIGITS", i % 3 == 0 ? 0.123456789012345m + (i / 1_000_000_000_000_000m) : 9_999_999_999.12345678m,
            0, PriceOrigin.Unstated, null, at, 0, i)));
        _prices.Write(PricedFeeds.Crypto, new Tick("DIGITS", 9_999_999_999m, 0, PriceOrigin.Unstated, null, Now.AddMinutes(-1), 0, 400));

        await CompareAsync(PricedFeeds.Crypto, new Random(6), TimeSpan.FromMinutes(8));
    }

    [Fact]
    public async Task ReadAsync_NothingInTheRange_IsEmpty()
    {
        Assert.Empty(await ReadAsync(PricedFeeds.Trades, [], null, DateTime.MaxValue));
        _ingest.Write(new RandomTrades(new Random(7), Now).Take(50));

        Assert.Empty(await ReadAsync(PricedFeeds.Trades, [], Now.AddDays(-300), Now.AddDays(-200)));
        Assert.Empty(await ReadAsync(PricedFeeds.Trades, [], Now, Now.AddMinutes(-5)));
        Assert.Empty(await ReadAsync(PricedFeeds.Trades, ["NONE"], Now.AddDays(-1), DateTime.MaxValue));
    }

    /// <summary>As a version before has left them: no sums, which comes down to reading the rows of those days.</summary>
    [Fact]
    public async Task ReadAsync_CandlesWithoutSums_AreTheFiguresOfTheRowsBeforeAndAfterTheyAreFilled()
    {
        var random = new Random(8);
        _ingest.Write(new RandomTrades(random, Now) { Span = TimeSpan.FromDays(3) }.Take(2_000));
        _prices.Write(new RandomPrices(random, Now) { Span = TimeSpan.FromDays(3) }.Quotes(500));
        await _ingest.ExecuteAsync(
            $"""
            UPDATE candles_1m SET price_sum = NULL WHERE bucket < '{Now.Date.AddDays(-1):O}';
            UPDATE feed_candles_1m SET price_sum = NULL WHERE bucket < '{Now.Date.AddDays(-1):O}';
            INSERT INTO unsummed_days SELECT DISTINCT date_trunc('day', bucket, 'UTC') FROM candles_1m WHERE price_sum IS NULL;
            INSERT INTO unsummed_days SELECT DISTINCT date_trunc('day', bucket, 'UTC') FROM feed_candles_1m WHERE price_sum IS NULL ON CONFLICT DO NOTHING
            """);

        await CompareAsync(PricedFeeds.Trades, random, TimeSpan.FromDays(35));
        await CompareAsync(PricedFeeds.Quotes, random, TimeSpan.FromDays(4));
        Assert.True(await _ingest.PriceSums().FillAsync(CancellationToken.None));
        await CompareAsync(PricedFeeds.Trades, random, TimeSpan.FromDays(35));
        await CompareAsync(PricedFeeds.Quotes, random, TimeSpan.FromDays(4));
    }

    [Fact]
    public async Task ReadAsync_ManyDays_ReadsTheRowsOfTheEndsAlone()
    {
        _ingest.Write(Enumerable.Range(0, 40).SelectMany(day => Enumerable.Range(0, 3).Select(i => new Trade(
            Guid.NewGuid(), "AAPL", 100 + day, 10, Side.Buy, Now.AddDays(-day).AddSeconds(-i), 0, (day * 3) + i))));

        var (whole, allRead) = await ReadAndCountAsync(null);
        var (ragged, endsRead) = await ReadAndCountAsync(Now.AddDays(-20).AddSeconds(-1));

        Assert.Equal((120L, 0), (Assert.Single(whole).TickCount, allRead));
        Assert.Equal((62L, 1), (Assert.Single(ragged).TickCount, endsRead));

        async Task<(List<StatisticsBody> Rows, int Read)> ReadAndCountAsync(DateTime? from)
        {
            var before = await ScansAsync();
            var rows = await ReadAsync(PricedFeeds.Trades, [], from ?? DateTime.UnixEpoch, DateTime.MaxValue);
            var after = await ScansAsync();
            return (rows, after.Count(table => table.Value > before.GetValueOrDefault(table.Key)));
        }
    }

    private async Task CompareAsync(string feed, Random random, TimeSpan span)
    {
        for (var i = 0; i < 40; i++)
        {
            var (from, to) = (At(), i % 8 == 0 ? DateTime.MaxValue : At());
            string[] symbols = random.Next(3) == 0 ? ["AAPL", "DIGITS"] : [];
            var rows = from < to ? await RowsAsync(feed, symbols, from, to) : [];

            Assert.Equal(rows, (await ReadAsync(feed, symbols, from, to)).OrderBy(row => row.Symbol, StringComparer.Ordinal));
        }

        // To the microsecond, and often to the minute.
        DateTime At()
        {
            var at = Now.AddTicks(-random.NextInt64(span.Ticks));
            return at.AddTicks(-(at.Ticks % (random.Next(3) == 0 ? TimeSpan.TicksPerMinute : TimeSpan.TicksPerMicrosecond)));
        }
    }

    private async Task<List<StatisticsBody>> ReadAsync(string feed, string[] symbols, DateTime? from, DateTime to)
    {
        await using var database = _screens.CreateDbContext();
        return await FeedStatistics.ReadAsync(
            database, feed, symbols, from, DateTime.SpecifyKind(to, DateTimeKind.Utc), TestContext.Current.CancellationToken);
    }

    /// <summary>The plain way.</summary>
    private async Task<List<StatisticsBody>> RowsAsync(string feed, string[] symbols, DateTime from, DateTime to)
    {
        await using var database = _screens.CreateDbContext();
        var end = DateTime.SpecifyKind(to, DateTimeKind.Utc);
        return await database.Database.SqlQuery<StatisticsBody>(
            $"""
            SELECT feed AS "Feed", symbol AS "Symbol", count(*) AS "TickCount", round(avg(price), GREATEST(8, min_scale(min(price)), min_scale(max(price)))) AS "AveragePrice",
                max(price) AS "MaxPrice", min(price) AS "MinPrice", max(event_time) AS "Time"
            FROM prices
            WHERE feed = {feed} AND (cardinality({symbols}) = 0 OR symbol = ANY ({symbols})) AND event_time >= {from} AND event_time < {end}
            GROUP BY 1, 2 ORDER BY symbol COLLATE "C"
            """).ToListAsync(TestContext.Current.CancellationToken);
    }

    private async Task<Dictionary<string, long>> ScansAsync()
    {
        await using var database = _screens.CreateDbContext();
        await database.Database.ExecuteSqlRawAsync("SELECT pg_stat_force_next_flush()");
        var scans = await database.Database.SqlQuery<string>(
            $"""
            SELECT relname || ' ' || coalesce(seq_scan, 0) + coalesce(idx_scan, 0) AS "Value"
            FROM pg_stat_user_tables WHERE relname ~ '^trades_[0-9]'
            """).ToListAsync();
        return scans.Select(scan => scan.Split(' '))
            .ToDictionary(scan => scan[0], scan => long.Parse(scan[1], CultureInfo.InvariantCulture));
    }
}
