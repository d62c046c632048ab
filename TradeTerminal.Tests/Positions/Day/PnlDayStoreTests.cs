using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Positions;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Market;
using TradeTerminal.Positions.Data;
using TradeTerminal.Positions.Day;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Screens;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Positions.Day;

/// <summary>The curves are what the logs say, moment by moment, and end at the figures of the page and of the database.</summary>
public sealed class PnlDayStoreTests(PostgresFixture fixture) : IAsyncLifetime
{
    private static readonly DateTime Midnight = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateOnly Today = DateOnly.FromDateTime(Midnight);

    /// <summary>A moment of the grid, after all events.</summary>
    private static readonly DateTime Now = Midnight.AddHours(3);

    private readonly TestClock _clock = new(Now);
    private readonly MarketUpdates _market = new(NullLogger<MarketUpdates>.Instance);
    private TestDatabase _database = null!;
    private TerminalDatabase _databases = null!;
    private PositionBook _book = null!;
    private TestPrices _prices = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await fixture.CreateTerminalDatabaseAsync();
        _databases = new TerminalDatabase(() => _database.ConnectionString);
        _book = new PositionBook(_database.ConnectionString);
        _prices = new TestPrices(_database.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        _prices.Dispose();
        await _book.DisposeAsync();
        _databases.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Commodities_AnyLog_IsTheLogAtEachMomentAndEndsAtTheBook()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var steps = Steps(random);
        foreach (var batch in Batches.Split(random, steps))
        {
            _book.Add([.. batch]);
            _prices.Write(batch);
        }

        var points = await AskAsync(new PnlQuestion(Today, null));

        string[] names = ["", "GOLD", "OIL", "WHEAT"];
        Assert.Equal(names, points.Select(point => point.Name).Distinct());
        foreach (var at in Enumerable.Range(0, 37).Select(i => Midnight.AddMinutes(5 * i)))
        {
            foreach (var name in names)
            {
                var log = steps.Where(step => (name.Length == 0 || step.Commodity == name) && step.EventTime < at).ToList();
                var point = points.Single(point => point.Name == name && point.At == at);
                Assert.Equal((at, name, RealizedOf(log), UnrealizedOf(log)), (at, name, point.Realized, point.Unrealized));
            }
        }

        await using var board = await TestBoard.StartAsync(_database.ConnectionString, _market, _clock);
        var last = points.Last(point => point.Name.Length == 0);
        Assert.Equal((board.Current.RealizedOn(Now), board.Current.Unrealized), (last.Realized, last.Unrealized));
        Assert.NotEqual(0, last.Realized);
        var view = await _book.AskAsync("SELECT commodity, unrealized FROM pnl_by_commodity ORDER BY commodity COLLATE \"C\"");
        Assert.Equal(
            view.Select(row => ((string)row[0]!, (decimal)row[1]!)),
            names[1..].Select(name => (name, points.Last(point => point.Name == name).Unrealized)));
        Assert.Equal(
            PnlNow.Of(board.Current, new PnlQuestion(Today, null), Now),
            names.Select(name => points.Last(point => point.Name == name)));
    }

    [Fact]
    public async Task Traders_AnyReports_AreTheirWayAndEndAtTheBoard()
    {
        var random = new Random(5);
        TraderPosition[] reports = [.. Enumerable.Range(0, 600).Select(i => new TraderPosition(
            $"T{random.Next(3)}", $"S{random.Next(3)}", random.Next(-4, 5) * 50, random.Next(90, 110) + 0.125m,
            random.Next(-9_000, 9_000) / 100m, Midnight.AddHours(-2).AddSeconds(30 * i), 0, i))];
        Quote[] quotes = [.. Enumerable.Range(0, 300).Select(i => Quote(
            $"S{random.Next(2)}", random.Next(2) == 0 ? "NYSE" : "BATS", random.Next(9_000, 11_000) / 100m,
            Midnight.AddHours(-1).AddSeconds(40 * i), i))];
        _book.Report(reports);
        _prices.Write(quotes);

        var points = await AskAsync(new PnlQuestion(Today, "T0,T1,T2"));

        foreach (var at in Enumerable.Range(0, 37).Select(i => Midnight.AddMinutes(5 * i)))
        {
            foreach (var trader in new[] { "T0", "T1", "T2" })
            {
                var (unrealized, reported) = (0.00m, 0.00m);
                var before = reports.Where(report => report.Trader == trader && report.EventTime < at);
                foreach (var way in before.GroupBy(report => report.Instrument))
                {
                    var held = way.Skip(1).Aggregate(TraderHolding.First(way.First()), (held, report) => held.After(report));
                    var quote = quotes.LastOrDefault(quote => quote.Symbol == way.Key && quote.EventTime < at);
                    unrealized += quote.Symbol is null ? 0 : Pnl.Of(held.Size, held.AveragePrice, quote.Price);
                    reported += held.Day == Today ? held.Pnl : 0;
                }

                Assert.Contains(new PnlPoint(trader, at, null, unrealized, reported), points);
            }
        }

        await using var board = await TestBoard.StartAsync(_database.ConnectionString, _market, _clock);
        Assert.Equal(
            board.Current.Traders.OrderBy(trader => trader.Trader, StringComparer.Ordinal)
                .Select(trader => (trader.Trader, trader.Realized, trader.Unrealized, (decimal?)trader.ReportedPnl)),
            points.Where(point => point.At == Now && point.Name.Length > 0)
                .Select(point => (point.Name, point.Realized, point.Unrealized, point.Reported)));
        Assert.Equal(board.Current.TraderTotals.Unrealized, points.Single(point => point.At == Now && point.Name.Length == 0).Unrealized);
        Assert.Equal("T0,T1,T2", PnlNow.TradersOf(board.Current));
        // Of one that the board does not have nothing is known now, and so nothing of the sum.
        Assert.Equal(
            ["T1"], PnlNow.Of(board.Current, new PnlQuestion(Today, "GONE,T1"), Now).Select(point => point.Name));
        // Which is asked of the database.
        Assert.Equal(["GONE"], PnlNow.Missing(board.Current, new PnlQuestion(Today, "GONE,T1"), Now));
        var sums = await new PositionStore(_databases, _market).SumsAsync(["T1", "T2"], board.Current.Limits, Today, TestContext.Current.CancellationToken);
        Assert.Equal(
            board.Current.Traders.Where(trader => trader.Trader is "T1" or "T2").OrderBy(trader => trader.Trader, StringComparer.Ordinal),
            sums.OrderBy(trader => trader.Trader, StringComparer.Ordinal));
        Assert.Equal(
            ["", "T1", "T2"],
            PnlNow.Of(PositionsSnapshot.Empty, new PnlQuestion(Today, "T1,T2"), Now, sums).Select(point => point.Name));
    }

    /// <summary>The next answers keep what is over and are what a first one would be, also when reports come late or nobody asked for hours.</summary>
    [Fact]
    public async Task Traders_AskedAgain_IsWhatAFirstAnswerWouldBe()
    {
        var random = new Random(6);
        var clock = new ScreenClock();
        clock.Advance(Now - clock.UtcNow);
        TraderPosition Report(DateTime at, int offset) => new(
            $"T{random.Next(3)}", $"S{random.Next(3)}", random.Next(-4, 5) * 50, random.Next(90, 110) + 0.125m, random.Next(-900, 900) / 100m, at, 0, offset);
        _book.Report([.. Enumerable.Range(0, 300).Select(i => Report(Midnight.AddHours(-1).AddSeconds(40 * i), i))]);
        _prices.Write([.. Enumerable.Range(0, 300).Select(i => Quote(
            $"S{random.Next(2)}", "NYSE", random.Next(9_000, 11_000) / 100m, Midnight.AddHours(-1).AddSeconds(40 * i), i))]);
        var question = new PnlQuestion(Today, "T0,T1,T2");
        using var store = new PnlDayStore(_databases, _market, clock, NullLogger<PnlDayStore>.Instance);
        Assert.Equal(37 * 4, (await store.AskAsync(question, TestContext.Current.CancellationToken)).Rows.Length);

        // Nobody asks for seven hours, of which the first have reports; then one comes late into an hour that is over.
        clock.Advance(TimeSpan.FromHours(7));
        _book.Report([.. Enumerable.Range(300, 300).Select(i => Report(Now.AddSeconds(30 * (i - 300)), i))]);
        Assert.Equal(await AskAsync(question, clock), (await store.AskAsync(question, TestContext.Current.CancellationToken)).Rows);
        _book.Report(new TraderPosition("T1", "LATE", 500, 10, 7.25m, Midnight.AddMinutes(50), 0, 9_000));
        _prices.Write(Quote("LATE", "NYSE", 11, Midnight.AddMinutes(51), 9_000));
        for (var turn = 0; turn < 12; turn++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await store.AskAsync(question, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await AskAsync(question, clock), (await store.AskAsync(question, TestContext.Current.CancellationToken)).Rows);
    }

    /// <summary>Without a quote a trader's position is worth the last trade, as on the page.</summary>
    [Fact]
    public async Task Traders_SymbolWithoutAQuote_IsMarkedAtTheLastTrade()
    {
        _book.Report(PositionBook.Report("T", "AAPL", 100, 10, 0, Midnight.AddMinutes(-30)));
        using var ingest = new TestIngest(_database.ConnectionString, _clock);
        await ingest.ExecuteAsync(
            """
            INSERT INTO candles_1m (ticker, bucket, open, high, low, close, volume, notional, trade_count,
                open_at, open_partition, open_offset, close_at, close_partition, close_offset)
            SELECT 'AAPL', at, price, price, price, price, 1, price, 1, at, 0, 0, at, 0, 0
            FROM (VALUES ('2026-03-01T22:00:00Z'::timestamptz, 11), ('2026-03-02T00:07:00Z', 12.5)) AS v(at, price)
            """);

        var points = await AskAsync(new PnlQuestion(Today, "T"));

        Assert.Equal([100.00m, 100.00m, 250.00m], points.Where(point => point.Name == "T").Take(3).Select(point => point.Unrealized));
    }

    [Fact]
    public async Task Commodities_AnotherDay_EndsWithIt()
    {
        var opening = PositionBook.Open("1", PositionType.Long, 100, 50, at: Midnight.AddHours(-3));
        var closing = PositionBook.Close(opening, 52, Midnight.AddHours(1));
        _book.Add(opening, closing);
        _prices.Write(opening, closing, opening with
        {
            Kind = CommodityEventKind.PriceTick, TradeId = null, Price = 51, EventTime = Midnight.AddHours(-1), Offset = 2,
        });

        var yesterday = await AskAsync(new PnlQuestion(Today.AddDays(-1), null));
        var today = await AskAsync(new PnlQuestion(Today, null));

        Assert.Equal(289, yesterday.Count(point => point.Name == "OIL"));
        Assert.Equal((0.00m, 100.00m), (yesterday[^1].Realized, yesterday[^1].Unrealized));
        Assert.Equal((0.00m, 100.00m), (today[37].Realized, today[37].Unrealized));
        Assert.Equal((200.00m, 0.00m), (today[^1].Realized, today[^1].Unrealized));
        Assert.Empty(await AskAsync(new PnlQuestion(Today.AddDays(1), null)));
    }

    private async Task<ImmutableArray<PnlPoint>> AskAsync(PnlQuestion question, TimeProvider? clock = null)
    {
        var store = new PnlDayStore(_databases, _market, clock ?? _clock, NullLogger<PnlDayStore>.Instance);
        return (await store.AskAsync(question, TestContext.Current.CancellationToken)).Rows;
    }

    /// <summary>From the evening before: ticks, openings and closings, on whole seconds and some on moments of the grid.</summary>
    private static CommodityEvent[] Steps(Random random)
    {
        var names = new[] { "OIL", "GOLD", "WHEAT" };
        var steps = new List<CommodityEvent>();
        for (var i = 0; i < 400; i++)
        {
            var at = Midnight.AddSeconds(random.Next(4) == 0 ? 300 * random.Next(-24, 36) : random.Next(-7_200, 10_800));
            var tick = PositionBook.Open(
                $"T{i}", (PositionType)random.Next(2), random.Next(1, 800) / 8m, random.Next(50_000, 150_000) / 1_000m,
                names[random.Next(3)], at) with { Offset = 2 * i };
            steps.Add(random.Next(2) == 0 ? tick : tick with { Kind = CommodityEventKind.PriceTick, TradeId = null });
            if (steps[^1].Kind == CommodityEventKind.TradeOpened && random.Next(3) > 0)
            {
                var price = random.Next(50_000, 150_000) / 1_000m;
                var closed = at.AddSeconds(random.Next(1, 6_000));
                var closing = PositionBook.Close(tick, price, closed < Now ? closed : Now.AddSeconds(-1));
                steps.Add(closing with { Price = price, Offset = (2 * i) + 1 });
            }
        }

        return [.. steps];
    }

    private static decimal RealizedOf(List<CommodityEvent> log) => log
        .Where(step => step.Kind == CommodityEventKind.TradeClosed && step.EventTime >= Midnight)
        .Sum(step => Pnl.Of(step.PositionType, step.Quantity, step.EntryPrice, step.ClosePrice!.Value));

    private static decimal UnrealizedOf(List<CommodityEvent> log)
    {
        var marks = log.Where(step => step.Kind == CommodityEventKind.PriceTick).GroupBy(step => step.Commodity).ToDictionary(
            group => group.Key, group => group.MaxBy(step => (step.EventTime, step.Partition, step.Offset)).Price);
        var closed = log.Where(step => step.Kind == CommodityEventKind.TradeClosed).Select(step => step.TradeId).ToHashSet();
        return log.Where(step => step.Kind == CommodityEventKind.TradeOpened && !closed.Contains(step.TradeId))
            .Sum(step => marks.TryGetValue(step.Commodity, out var mark)
                ? Pnl.Of(step.PositionType, step.Quantity, step.EntryPrice, mark)
                : 0);
    }

    private static Quote Quote(string symbol, string venue, decimal price, DateTime at, long offset) =>
        new(symbol, venue, price, price - 0.01m, price + 0.01m, 100, 100, 100, at, 0, offset);
}
