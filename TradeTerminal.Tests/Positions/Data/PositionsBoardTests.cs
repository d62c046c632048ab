using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Ingest.Alerts.Settings;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Positions;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;
using TradeTerminal.Positions.Data;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Positions.Data;

public sealed class PositionsBoardTests(PostgresFixture fixture) : IAsyncLifetime
{
    private static readonly FeedKey Feed = new("test cluster", "topic");
    private static readonly DateTime Noon = PositionBook.Noon;
    private static readonly DateOnly Today = DateOnly.FromDateTime(Noon);

    private readonly TestClock _clock = new(Noon.AddMinutes(5));
    private readonly MarketUpdates _market = new(NullLogger<MarketUpdates>.Instance);
    private TestDatabase _database = null!;
    private PositionBook _book = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await fixture.CreateTerminalDatabaseAsync();
        _book = new PositionBook(_database.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await _book.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Current_AnyBook_HasRowsThatAddUpToItsTotals()
    {
        var random = new Random(3);
        var steps = Enumerable.Range(0, 500).Select(i => PositionBook.Random(random, i)).ToArray();
        _book.Add(steps);
        await _book.PriceAsync("commodities", "OIL", "", 101.2345m, Noon);
        await _book.PriceAsync("commodities", "GOLD", "", 77.777m, Noon.AddSeconds(3));

        await using var board = await StartAsync();

        var book = board.Current;
        Assert.Equal(steps.Count(step => step.Kind == CommodityEventKind.TradeOpened), book.OpenCount);
        Assert.Equal(book.OpenCount, book.Open.Length);
        Assert.Equal(steps.Length, book.OpenCount + book.ClosedCount);
        Assert.Equal(book.Open.Sum(position => position.Unrealized ?? 0), book.Unrealized);
        Assert.All(book.Commodities, row => Assert.Equal(
            book.Open.Where(position => position.Commodity == row.Commodity).Sum(position => position.Unrealized ?? 0), row.Unrealized));
        Assert.NotEqual(0, book.Unrealized);
        Assert.Equal(book.Open.Count(position => position.Commodity == "WHEAT"), book.UnmarkedCount);
        Assert.Equal(Noon, book.OldestMark);
    }

    [Fact]
    public async Task Current_PositionsOpenAndClose_IsOpenedLessClosed()
    {
        await using var board = await StartAsync();
        var first = PositionBook.Open("1", PositionType.Long, 100, 50);
        Commit(board, first, PositionBook.Open("2", PositionType.Short, 10, 50, at: Noon.AddSeconds(1)));
        await board.WhenAsync(book => book.OpenCount == 2);
        Assert.Equal(["2", "1"], board.Current.Open.Select(position => position.TradeId));
        Assert.Null(board.Current.Open[0].Unrealized);

        await _book.PriceAsync("commodities", "OIL", "", 51, Noon);
        Commit(board, PositionBook.Close(first, 52), first);

        await board.WhenAsync(book => book.OpenCount == 1);
        Assert.Equal((1, 200.00m, -10.00m), (board.Current.ClosedCount, board.Current.Realized, board.Current.Unrealized));
    }

    [Fact]
    public async Task RealizedOn_AnotherDay_IsNothing()
    {
        var opening = PositionBook.Open("1", PositionType.Long, 100, 50, at: Noon.AddDays(-1));
        _book.Add(PositionBook.Close(opening, 51, Noon.AddDays(-1)));
        _book.Add(PositionBook.Close(opening with { TradeId = "2" }, 53));

        await using var board = await StartAsync();

        Assert.Equal((400.00m, 300.00m, 0.00m),
            (board.Current.Realized, board.Current.RealizedOn(Noon), board.Current.RealizedOn(Noon.AddDays(1))));
    }

    [Fact]
    public async Task Traders_Marks_AreTheNewestQuoteElseTheLastTradeElseNone()
    {
        _book.Report(
            PositionBook.Report("TRADER_001", "AAPL", 100, 10, 5), PositionBook.Report("TRADER_001", "MSFT", -100, 10, 5),
            PositionBook.Report("TRADER_001", "NONE", 100, 10, 5), PositionBook.Report("TRADER_001", "FLAT", 0, 0, 7));
        await _book.PriceAsync("quotes", "AAPL", "NYSE", 12, Noon.AddSeconds(2));
        await _book.PriceAsync("quotes", "AAPL", "BATS", 11, Noon.AddSeconds(1));
        Trade("AAPL", 99);
        Trade("MSFT", 9.5m);

        await using var board = await StartAsync();

        var trader = Assert.Single(board.Current.Traders);
        Assert.Equal(
            [
                ("AAPL", new Mark(12, Noon.AddSeconds(2), MarkSource.Quotes), 200.00m),
                ("FLAT", null, 0.00m),
                ("MSFT", new Mark(9.5m, Noon, MarkSource.Trades), 50.00m),
                ("NONE", null, null),
            ],
            board.Current.Held["TRADER_001"].Select(held => (held.Symbol, held.Mark, held.Unrealized)));
        Assert.Equal((3, 1, 3_000.00m, 250.00m, 22m),
            (trader.OpenCount, trader.UnmarkedCount, trader.Value, trader.Unrealized, trader.ReportedPnl));
    }

    [Fact]
    public async Task Traders_Commits_AreFollowed()
    {
        _book.Report(PositionBook.Report("TRADER_001", "AAPL", 100, 10, 5));
        await using var board = await StartAsync();

        Trade("AAPL", 20);
        board.Changes.Publish(new CommittedBatch<Trade>(Feed, [], default));
        await board.WhenAsync(book => book.TraderTotals.Unrealized == 1_000);

        await _book.PriceAsync("quotes", "AAPL", "NYSE", 11, Noon);
        board.Changes.Publish(new CommittedBatch<Quote>(Feed, [], default));
        await board.WhenAsync(book => book.TraderTotals.Unrealized == 100);

        Assert.Null(board.Current.Traders[0].Realized);
        _book.Report(PositionBook.Report("TRADER_001", "AAPL", -200, 12, 5, Noon.AddSeconds(1)) with { Realized = 150 });
        board.Changes.Publish(new CommittedBatch<TraderPosition>(Feed, [], default));
        await board.WhenAsync(book => book.TraderTotals.Unrealized == 200);
        Assert.Equal(150, board.Current.Traders[0].Realized);
    }

    /// <summary>What the database adds up is what the calculator says of the same positions.</summary>
    [Fact]
    public async Task Traders_AnyBook_SumsAreThoseOfTheirRows()
    {
        var random = new Random(11);
        decimal Number(int largest) => random.Next(1, largest) / 1_000m;
        _book.Report([.. Enumerable.Range(0, 400).Select(i => PositionBook.Report(
            $"T{random.Next(10)}", $"S{random.Next(9)}",
            random.Next(5) == 0 ? 0 : Number(9_000_000) * (1 - (2 * random.Next(2))), Number(200_000),
            Number(40_000_000) - 20_000, Noon.AddDays(-random.Next(2)).AddSeconds(i))
            with { Realized = random.Next(4) > 0 ? null : Number(9_000_000) })]);
        for (var i = 0; i < 4; i++)
        {
            await _book.PriceAsync("quotes", $"S{i}", "NYSE", Number(200_000), Noon);
        }

        Trade("S4", Number(200_000));
        Trade("S0", Number(200_000));

        await using var board = await StartAsync();

        var (book, limits) = (board.Current, board.Current.Limits);
        Assert.True(book.AreTradersFew);
        Assert.Equal(10, book.Traders.Length);
        Assert.All(book.Traders, trader =>
        {
            var held = book.Held[trader.Trader];
            var day = held.Max(position => position.Day);
            var today = held.Where(position => position.Day == day).ToList();
            Assert.Equal(
                new TraderPnl(
                    trader.Trader, held.Max(position => position.ReportedAt), held.Length, held.Count(position => !position.IsFlat),
                    held.Count(position => position.Unrealized is null),
                    held.Sum(position => position.Value), held.Max(position => position.Value),
                    held.Sum(position => position.Unrealized ?? 0),
                    Sum(today.Select(position => position.Realized)), today.Sum(position => position.ReportedPnl)),
                trader);
        });
        var rows = book.Held.Values.SelectMany(held => held).ToList();
        var ofToday = book.Traders.Where(trader => trader.Day == Today).ToList();
        Assert.Equal(
            new TraderTotals(
                10, book.Traders.Count(trader => trader.State(limits, Today) == LimitState.Exceeded), rows.Count,
                rows.Count(row => !row.IsFlat),
                rows.Count(row => row.Unrealized is null), rows.Count(row => !row.IsFlat && row.Mark?.Source != MarkSource.Quotes),
                rows.Sum(row => row.Value), rows.Sum(row => row.Unrealized ?? 0), Sum(ofToday.Select(trader => trader.Realized)),
                ofToday.Sum(trader => trader.ReportedPnl)),
            book.TraderTotals);
        Assert.Equal(book.Traders.Select(trader => trader.State(limits, Today)).OrderDescending(),
            book.Traders.Select(trader => trader.State(limits, Today)));
        Assert.Contains(rows, row => row.Mark?.Source == MarkSource.Trades);
    }

    private static decimal? Sum(IEnumerable<decimal?> figures) => figures.Any(figure => figure is not null) ? figures.Sum() : null;

    [Fact]
    public async Task Traders_ReportOfADayThatIsOver_IsNoLossOfToday()
    {
        _book.Report(
            PositionBook.Report("OLD", "TSLA", 300, 250, -60_000, Noon.AddDays(-3)),
            PositionBook.Report("NEW", "TSLA", 300, 250, -60_000, Noon),
            PositionBook.Report("SMALL", "TSLA", 1, 250, -10, Noon));

        await using var board = await StartAsync();

        var (book, old) = (board.Current, board.Current.Traders.Single(trader => trader.Trader == "OLD"));
        Assert.Equal("NEW", book.Traders[0].Trader);
        Assert.Equal((Noon.AddDays(-3), -60_000m, LimitState.Within), (old.ReportedAt, old.ReportedPnl, old.State(book.Limits, Today)));
        Assert.Equal((3, 1, -60_010m), (book.TraderTotals.Count, book.TraderTotals.OverCount, book.TraderTotals.ReportedPnl));
    }

    [Fact]
    public async Task Traders_MoreThanAreHeldAsRows_AllCountAndTheWorstAreFirst()
    {
        // 3,000 traders of 41 symbols, each position worth 100 and reported −1; one of them is over its limit with its last symbol.
        await _book.AskAsync(
            """
            INSERT INTO trader_book (trader, symbol, size, average_price, pnl, realized, day, event_time, source_partition, source_offset)
            SELECT 'T' || to_char(t, 'FM0000'), 'S' || to_char(s, 'FM00'), CASE WHEN t = 2500 AND s = 40 THEN 200000 ELSE 10 END, 10, -1, 0.50,
                '2026-03-02', '2026-03-02T12:00:00Z', 0, 0
            FROM generate_series(1, 3000) t, generate_series(0, 40) s
            """);
        await _book.PriceAsync("quotes", "S40", "NYSE", 11, Noon);

        await using var board = await StartAsync();

        var book = board.Current;
        Assert.Equal(
            new TraderTotals(3_000, 1, 123_000, 123_000, 120_000, 120_000, 14_299_900.00m, 229_990.00m, 61_500.00m, -123_000m),
            book.TraderTotals);
        Assert.Equal(PositionsBoard.MostTraders, book.Traders.Length);
        Assert.Equal(("T2500", LimitState.Exceeded), (book.Traders[0].Trader, book.Traders[0].State(book.Limits, Today)));
        Assert.Equal("T0001", book.Traders[1].Trader);
        Assert.Empty(book.Held);
        using (board.Board.Open("T2999"))
        {
            await board.WhenAsync(snapshot => snapshot.Held.ContainsKey("T2999"));
            Assert.Equal(41, board.Current.Held["T2999"].Length);
        }

        board.Board.Invalidate();
        await board.WhenAsync(snapshot => snapshot.Held.IsEmpty);
    }

    [Fact]
    public async Task PositionStore_Symbols_AreChosenBeforeTheCut()
    {
        await _book.AskAsync(
            """
            INSERT INTO commodity_positions (trade_id, commodity, position_type, quantity, entry_price, opened_at, status, source_partition, source_offset)
            SELECT 'T' || i, CASE i WHEN 0 THEN 'Gold' ELSE 'Oil' END, 'long', 1, 1, '2026-03-02T12:00:00Z'::timestamptz + i * interval '1 second', 'open', 0, i
            FROM generate_series(0, 10100) i
            """);
        _book.Report(
            PositionBook.Report("A", "AAPL", 1, 10, 5), PositionBook.Report("B", "FLAT", 0, 0, 5),
            PositionBook.Report("C", "MSFT", 1, 10, 5));
        using var databases = new TerminalDatabase(() => _database.ConnectionString);
        var store = new PositionStore(databases, _market);

        var gold = await store.ReadAsync(true, true, TickerFilter.Parse("gold,msft,flat"), 10, CancellationToken.None);
        var one = await store.ReadAsync(false, true, TickerFilter.All, 1, CancellationToken.None);

        Assert.Equal("T0", Assert.Single(gold.Commodities).TradeId);
        Assert.Equal("C", Assert.Single(gold.Traders).Trader);
        Assert.Empty(one.Commodities);
        Assert.Equal("A", Assert.Single(one.Traders).Trader);
    }

    [Fact]
    public async Task Limits_RuleSaved_AreTheRulesOwn()
    {
        await using var board = await StartAsync();
        Assert.Equal(PositionLimits.Default, board.Current.Limits);

        await board.Rules.SaveAsync(new RiskSettings { WarningValue = 1_000, LimitValue = 2_000, DailyLossLimit = 30 },
            CancellationToken.None);

        await board.WhenAsync(book => book.Limits == new PositionLimits(1_000, 2_000, 30));
    }

    private Task<TestBoard> StartAsync() => TestBoard.StartAsync(_database.ConnectionString, _market, _clock);

    private void Commit(TestBoard board, params CommodityEvent[] events)
    {
        _book.Add(events);
        board.Changes.Publish(new CommittedBatch<CommodityEvent>(Feed, events, default));
    }

    private void Trade(string ticker, decimal price)
    {
        var book = new MarketBook();
        foreach (var known in _market.Current.Tickers)
        {
            book.Add(known.Last);
        }

        book.Add(new Trade(Guid.NewGuid(), ticker, price, 1, Side.Buy, Noon, 0, 0));
        _market.Publish(book.Publish(1, _clock.GetUtcNow()));
    }
}
