using TradeTerminal.History.Data;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Writing;
using TradeTerminal.Tests.Trades;

namespace TradeTerminal.Tests.History.Data;

/// <summary>What the database answers is what one finds by looking at every trade.</summary>
public sealed class TradeHistoryTests(PostgresFixture fixture) : IAsyncLifetime
{
    private static readonly DateTime Now = Judgement.Now;

    private static readonly TradeQuery[] Queries =
    [
        TradeQuery.All,
        new(TickerFilter.Of(["AAPL"])),
        new(TickerFilter.Of(["AAPL", "MSFT", "NONE"]), Now.AddMinutes(-4).AddSeconds(-7), Now.AddMinutes(-1).AddSeconds(-13)),
        TradeQuery.All with { From = Now.AddSeconds(-100), To = Now.AddSeconds(-90) },
        TradeQuery.All with { Side = Side.Sell, SizeFrom = 900 },
        TradeQuery.All with { PriceFrom = 100, PriceTo = 101, To = Now.AddMinutes(-2) },
        TradeQuery.All with { SizeTo = 5, From = Now.AddMinutes(-3) },
        new(TickerFilter.Of(["BTC-USD"]), PriceTo: 0.5m, Side: Side.Buy),
        TradeQuery.All with { PriceFrom = 1_000 },
        new(TickerFilter.Of(["NONE"])),
    ];

    private TestDatabase _database = null!;
    private TestIngest _ingest = null!;
    private Trade[] _trades = [];

    public async ValueTask InitializeAsync()
    {
        _database = await fixture.CreateTerminalDatabaseAsync();
        _ingest = new TestIngest(_database.ConnectionString, new TestClock(Now));
        Enumerable.Range(0, 3).ToList().ForEach(partition => _ingest.Begin(partition));
        _trades = new RandomTrades(new Random(21), Now).Take(1_500);
        _ingest.Write(_trades);
    }

    public async ValueTask DisposeAsync()
    {
        _ingest.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task ReadAsync_EveryQueryAndOrder_WalksAllOfThemThereAndBack()
    {
        var history = History(TimeProvider.System);
        foreach (var query in Queries)
        {
            foreach (var name in TradeSort.Names)
            {
                var sort = TradeSort.Find(name)!;
                var expected = InOrder(Chosen(query), sort);
                Assert.Equal(expected, await WalkAsync(history, query, sort));
                Assert.Equal(expected.Reverse(), await WalkAsync(history, query, sort.Reversed));
            }
        }
    }

    [Fact]
    public async Task ReadAsync_TimeIsUp_SaysHowFarItLookedAndGoesOnFromThere()
    {
        var history = History(new HurriedClock());
        var query = TradeQuery.All with { SizeFrom = 950 };

        var page = await history.ReadAsync(query, TradeSort.NewestFirst, null, 1_000, CancellationToken.None);

        var searched = Assert.NotNull(page.SearchedTo);
        var expected = InOrder(Chosen(query), TradeSort.NewestFirst);
        Assert.Equal(expected.TakeWhile(trade => trade.ExecutedAt >= searched), page.Rows);
        Assert.Equal(expected, await WalkAsync(history, query, TradeSort.NewestFirst));
        Assert.Equal(expected.Reverse(), await WalkAsync(history, query, TradeSort.NewestFirst.Reversed));
    }

    [Fact]
    public async Task ReadAsync_MoreThanCanBeSorted_SortsTheNewestAndSaysSinceWhen()
    {
        var history = new TradeHistory(_ingest.Databases, TimeProvider.System) { Sorted = 300 };
        var sort = TradeSort.Find("-price")!;

        var page = await history.ReadAsync(TradeQuery.All, sort, null, 50, CancellationToken.None);

        var since = Assert.NotNull(page.SortedSince);
        var sorted = _trades.Where(trade => trade.ExecutedAt >= since).ToArray();
        Assert.InRange(sorted.Length, 300, _trades.Length - 1);
        Assert.Equal(InOrder(sorted, sort).Take(50), page.Rows);
    }

    [Fact]
    public async Task TotalsAsync_EveryQuery_AddUp()
    {
        var history = History(TimeProvider.System);
        foreach (var query in Queries)
        {
            var chosen = Chosen(query);

            var totals = await history.TotalsAsync(query, CancellationToken.None);

            Assert.Equal(
                new TradeTotals(chosen.Length, chosen.Sum(trade => trade.Volume), chosen.Sum(trade => trade.Price * trade.Volume), null),
                totals);
        }
    }

    [Fact]
    public async Task TotalsAsync_TimeIsUp_AreThoseSinceWhenAndSaySo()
    {
        var totals = await History(new HurriedClock()).TotalsAsync(TradeQuery.All, CancellationToken.None);

        var since = Assert.NotNull(totals.CountedSince);
        Assert.Equal(_trades.Count(trade => trade.ExecutedAt >= since), totals.Rows);
        Assert.InRange(totals.Rows, 1, _trades.Length - 1);
    }

    [Fact]
    public async Task ExportAsync_EveryQueryAndOrder_GivesAllInIt()
    {
        var history = new TradeHistory(_ingest.Databases, TimeProvider.System) { ExportedAtOnce = 100 };
        foreach (var (query, sort) in Queries.SelectMany(_ => TradeSort.Names, (query, name) => (query, TradeSort.Find(name)!)))
        {
            var exported = await history.ExportAsync(query, sort, CancellationToken.None).ToListAsync();

            Assert.Equal(InOrder(Chosen(query), sort), exported);
        }
    }

    [Fact]
    public async Task SortedSinceAsync_MoreThanCanBeSorted_IsWhereTheFileOfTheScreenBegins()
    {
        var history = new TradeHistory(_ingest.Databases, TimeProvider.System) { Sorted = 100 };
        var bySize = new TradeSort(TradeSortBy.Size, true);

        var since = Assert.NotNull(await history.SortedSinceAsync(TradeQuery.All, bySize, CancellationToken.None));

        Assert.Null(await history.SortedSinceAsync(TradeQuery.All with { From = since }, bySize, CancellationToken.None));
        Assert.Null(await history.SortedSinceAsync(TradeQuery.All, TradeSort.NewestFirst, CancellationToken.None));
    }

    [Fact]
    public async Task FindAsync_StoredAndUnknownId_FindsTheOne()
    {
        var history = History(TimeProvider.System);

        Assert.Equal([_trades[77]], await history.FindAsync(_trades[77].TradeId, CancellationToken.None));
        Assert.Empty(await history.FindAsync(Guid.NewGuid(), CancellationToken.None));
    }

    private TradeHistory History(TimeProvider time) => new(_ingest.Databases, time) { SearchedAtFirst = 40 };

    private static async Task<List<Trade>> WalkAsync(TradeHistory history, TradeQuery query, TradeSort sort)
    {
        var walked = new List<Trade>();
        var (after, pages) = ((TradeKey?)null, 0);
        do
        {
            Assert.InRange(++pages, 1, 200);
            var page = await history.ReadAsync(query, sort, after, 170, CancellationToken.None);
            walked.AddRange(page.Rows);
            after = page.Next;
        }
        while (after is not null);

        return walked;
    }

    private Trade[] Chosen(TradeQuery query) =>
    [
        .. _trades.Where(trade => query.Tickers.Includes(trade.Ticker)
            && !(trade.ExecutedAt < query.From) && !(trade.ExecutedAt >= query.To)
            && (query.Side is null || trade.Side == query.Side)
            && !(trade.Price < query.PriceFrom) && !(trade.Price > query.PriceTo)
            && !(trade.Volume < query.SizeFrom) && !(trade.Volume > query.SizeTo)),
    ];

    private static Trade[] InOrder(IEnumerable<Trade> trades, TradeSort sort)
    {
        var ascending = trades
            .OrderBy(trade => sort.By switch { TradeSortBy.Price => trade.Price, TradeSortBy.Size => trade.Volume, _ => 0 })
            .ThenBy(trade => trade.ExecutedAt).ThenBy(trade => trade.Partition).ThenBy(trade => trade.Offset);
        return [.. sort.IsDescending ? ascending.Reverse() : ascending];
    }

    /// <summary>Each look at it finds the time for an answer used up.</summary>
    private sealed class HurriedClock : TimeProvider
    {
        private long _looks;

        public override long GetTimestamp() =>
            Interlocked.Increment(ref _looks) * 2 * TimestampFrequency * (long)TradeHistory.Budget.TotalSeconds;
    }
}
