using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Positions;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;
using TradeTerminal.Positions;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Positions;

public sealed class PositionsBoardTests(PostgresFixture fixture) : IAsyncLifetime
{
    private static readonly FeedKey Feed = new("test cluster", "topic");
    private static readonly DateTime Noon = PositionBook.Noon;

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

        Assert.Equal((400.00m, 300.00m, 0.00m), (board.Current.Realized, board.Current.RealizedOn(Noon), board.Current.RealizedOn(Noon.AddDays(1))));
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
            trader.Held.Select(held => (held.Symbol, held.Mark, held.Unrealized)));
        Assert.Equal((3, 1, 3_000.00m, 250.00m, 22m), (trader.OpenCount, trader.UnmarkedCount, trader.Value, trader.Unrealized, trader.ReportedPnl));
    }

    [Fact]
    public async Task Traders_Commits_AreFollowed()
    {
        _book.Report(PositionBook.Report("TRADER_001", "AAPL", 100, 10, 5));
        await using var board = await StartAsync();

        Trade("AAPL", 20);
        board.Changes.Publish(new CommittedBatch<Trade>(Feed, [], default));
        await board.WhenAsync(book => book.TradersUnrealized == 1_000);

        await _book.PriceAsync("quotes", "AAPL", "NYSE", 11, Noon);
        board.Changes.Publish(new CommittedBatch<Quote>(Feed, [], default));
        await board.WhenAsync(book => book.TradersUnrealized == 100);

        _book.Report(PositionBook.Report("TRADER_001", "AAPL", -200, 12, 5, Noon.AddSeconds(1)));
        board.Changes.Publish(new CommittedBatch<TraderPosition>(Feed, [], default));
        await board.WhenAsync(book => book.TradersUnrealized == 200);
        Assert.Equal(200.00m, board.Current.Traders[0].Realized);
    }

    [Fact]
    public async Task Limits_RuleSaved_AreTheRulesOwn()
    {
        await using var board = await StartAsync();
        Assert.Equal(PositionLimits.Default, board.Current.Limits);

        await board.Rules.SaveAsync(new RiskSettings { WarningValue = 1_000, LimitValue = 2_000, DailyLossLimit = 30 }, CancellationToken.None);

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
