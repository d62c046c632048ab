using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.History.Data;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;
using TradeTerminal.Market.Hydrating;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Writing;
using TradeTerminal.Tests.Trades;

namespace TradeTerminal.Tests.History;

/// <summary>However many days are stored, trades are looked for in the days that have them: PostgreSQL counts where it looked.</summary>
public sealed class DaysReadTests(PostgresFixture fixture) : IAsyncLifetime
{
    private const int Days = 40;
    private static readonly string[] Tickers = ["AAPL", "MSFT", "NVDA"];

    private TestDatabase _database = null!;
    private TestIngest _ingest = null!;
    private TerminalDatabase _screens = null!;
    private List<Trade> _trades = [];

    /// <summary>A ticker trades three times a day, and on the last one in each of four hundred minutes.</summary>
    public async ValueTask InitializeAsync()
    {
        _database = await fixture.CreateTerminalDatabaseAsync();
        _ingest = new TestIngest(_database.ConnectionString, new TestClock(Judgement.Now));
        // One connection, so that what it counted can be asked for.
        _screens = new TerminalDatabase(() => $"{_database.ConnectionString};Maximum Pool Size=1");
        _ingest.Begin(0);
        var times = Enumerable.Range(1, Days).SelectMany(day => Enumerable.Range(0, 3).Select(i => Judgement.Now.AddDays(-day).AddHours(i)))
            .Concat(Enumerable.Range(0, 400).Select(minute => Judgement.Now.AddMinutes(-minute)));
        _trades = [.. times.Order().SelectMany(_ => Tickers, (at, ticker) => (at, ticker)).Select((trade, i) => new Trade(
            Guid.NewGuid(), trade.ticker, 100 + (i % 7), 1 + i, Side.Buy, trade.at.AddMilliseconds(i % 1_000), 0, i))];
        _ingest.Write(_trades);
    }

    public async ValueTask DisposeAsync()
    {
        _screens.Dispose();
        _ingest.Dispose();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData("", true, null)]
    [InlineData("AAPL,MSFT", true, null)]
    [InlineData("", false, null)]
    [InlineData("", true, -20)]
    [InlineData("AAPL", false, -20)]
    public async Task ReadAsync_FirstPage_ReadsTheDaysItIsOf(string tickers, bool newestFirst, int? days)
    {
        var at = days is { } offset ? Judgement.Now.AddDays(offset) : (DateTime?)null;
        var query = new TradeQuery(TickerFilter.Parse(tickers), newestFirst ? null : at, newestFirst ? at : null);
        var history = new TradeHistory(_screens, TimeProvider.System);
        var sort = newestFirst ? TradeSort.NewestFirst : TradeSort.NewestFirst.Reversed;
        TradePage? page = null;

        var read = await ReadAsync(async () => page = await history.ReadAsync(query, sort, null, 8, CancellationToken.None));

        Trade[] chosen =
        [
            .. _trades.Where(t => query.Tickers.Includes(t.Ticker) && !(t.ExecutedAt < query.From) && !(t.ExecutedAt >= query.To)),
        ];
        Assert.Equal((newestFirst ? chosen.Reverse() : chosen).Take(8).ToList(), page!.Rows);
        Assert.InRange(read, 1, 5);
    }

    /// <summary>Candles tell where to look; where they outlived their trades, one looks further.</summary>
    [Fact]
    public async Task ReadAsync_CandlesWithoutTheirTrades_StillFillsThePage()
    {
        await _ingest.AskAsync<long>(
            $"WITH gone AS (DELETE FROM trades WHERE executed_at >= '{Judgement.Now.Date:yyyy-MM-dd}Z' RETURNING 1) SELECT count(*) FROM gone");
        var history = new TradeHistory(_screens, TimeProvider.System);

        var page = await history.ReadAsync(TradeQuery.All, TradeSort.NewestFirst, null, 8, CancellationToken.None);

        Assert.Equal(_trades.Where(t => t.ExecutedAt < Judgement.Now.Date).Reverse().Take(8).ToList(), page.Rows);
        Assert.NotNull(page.Next);
    }

    [Fact]
    public async Task HydrateAsync_ManyDays_ReadsThoseOfTheTradesItKeeps()
    {
        MarketSnapshot? shown = null;

        var read = await ReadAsync(async () =>
        {
            var (book, _) = await new Hydrator(_screens) { OnTapes = 0 }.HydrateAsync(CancellationToken.None);
            shown = book.Publish(1, Judgement.Now);
        });

        Assert.InRange(read, 1, 5);
        foreach (var ticker in shown!.Tickers)
        {
            Trade[] own = [.. _trades.Where(trade => trade.Ticker == ticker.Symbol)];
            // Of those that trade most there may be more, as many as a screen counts.
            Assert.InRange(ticker.Tape.Length, MarketSnapshot.DefaultWindow, MarketSnapshot.LargestWindow);
            Assert.Equal(own.TakeLast(ticker.Tape.Length), ticker.Tape.ToArray());
            var minutes = Recomputation.Candles(Interval.Minute, own.Where(t => t.ExecutedAt >= ticker.Minutes.First().Candle.Time));
            Assert.Equal(minutes, ticker.Minutes.Select(live => live.Candle));
        }
    }

    /// <summary>In how many days' tables the action looked for trades.</summary>
    private async Task<int> ReadAsync(Func<Task> action)
    {
        var before = await ScansAsync();
        await action();
        var after = await ScansAsync();
        return after.Count(table => table.Value > before.GetValueOrDefault(table.Key));
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
