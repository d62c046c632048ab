using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.History;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Screens;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.History;

public sealed class HistoryPageTests(PostgresFixture postgres) : ScreenContext, IAsyncLifetime
{
    private static readonly TimeSpan Limit = Patience.Limit;

    private readonly Trade[] _trades = [.. Enumerable.Range(0, 250).Select(i => new Trade(
        Guid.NewGuid(), i % 2 == 0 ? "AAPL" : "MSFT", 100 + i, 1 + i,
        i % 5 == 0 ? Side.Sell : Side.Buy, ScreenClock.Start.AddSeconds(-i), 0, 249 - i))];

    private TestDatabase _database = null!;
    private TestIngest _ingest = null!;
    private Either _databases = null!;
    private bool _isAway;

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        _database = await postgres.CreateTerminalDatabaseAsync();
        _ingest = new TestIngest(_database.ConnectionString, new TestClock(ScreenClock.Start));
        _ingest.Begin(0);
        _ingest.Write(_trades.Reverse());
        var away = new TerminalDatabase(() => "Host=127.0.0.1;Port=1;Timeout=1");
        _databases = new Either(() => _isAway ? away : _ingest.Databases);
        Services.AddSingleton<IDbContextFactory<TerminalDbContext>>(_databases);
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeComponentsAsync();
        await DisposeAsync();
        _ingest.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public void Render_NothingAsked_ShowsTheNewestPageAndCountsAll()
    {
        var page = Open("/history");

        WaitForIds(page, _trades.Take(100));
        page.WaitForAssertion(() => Assert.Equal("250", page.Find("[data-testid=history-rows]").TextContent), Limit);
        var totals = page.Find("[data-testid=history-totals]").TextContent;
        Assert.Contains("31,375", totals, StringComparison.Ordinal);
        Assert.Equal("descending", page.Find("[data-testid=history-table] th").GetAttribute("aria-sort"));
    }

    [Fact]
    public void Render_AllOnOnePage_TotalsAreOfTheRowsShown()
    {
        var page = Open("/history?priceFrom=340");

        WaitForIds(page, _trades.Skip(240));
        Assert.Equal("10", page.Find("[data-testid=history-rows]").TextContent);
        Assert.Contains("2,455", page.Find("[data-testid=history-totals]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_AllOnOnePage_CountThatHasBegunIsGivenUp()
    {
        var (counting, givenUp) = (new TaskCompletionSource(), new TaskCompletionSource());
        _databases.HoldFirst = _ => counting.Task;
        _databases.HoldSecond = async cancellationToken =>
        {
            cancellationToken.Register(givenUp.SetResult);
            counting.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        };

        var page = Open("/history?priceFrom=340");

        WaitForIds(page, _trades.Skip(240));
        await givenUp.Task.WaitAsync(Limit, Xunit.TestContext.Current.CancellationToken);
        Assert.Equal("10", page.Find("[data-testid=history-rows]").TextContent);
    }

    [Fact]
    public void Pages_OlderAndNewer_AreAddressesThatWalkThere()
    {
        var page = Open("/history");
        WaitForIds(page, _trades.Take(100));

        Follow(page, "history-next");
        WaitForIds(page, _trades.Skip(100).Take(100));
        Follow(page, "history-next");
        WaitForIds(page, _trades.Skip(200));
        Assert.Empty(page.FindAll("[data-testid=history-next]"));
        Follow(page, "history-previous");
        WaitForIds(page, _trades.Skip(100).Take(100));
        Follow(page, "history-previous");
        WaitForIds(page, _trades.Take(100));
        Assert.Empty(page.FindAll("[data-testid=history-previous]"));
    }

    [Fact]
    public void Filter_Changed_IsInTheAddressAndInTheFile()
    {
        var page = Open("/history?sort=-price");
        WaitForIds(page, _trades.Reverse().Take(100));

        Change(page, "history-tickers", "aapl", "/history?tickers=aapl&sort=-price");
        Change(page, "history-side", "sell", "/history?tickers=aapl&side=sell&sort=-price");
        Change(page, "history-size-from", "200", "/history?tickers=aapl&side=sell&sizeFrom=200&sort=-price");
        Change(page, "history-from", "2026-03-02 14:26", "/history?tickers=aapl&side=sell&sizeFrom=200&from=2026-03-02T14:26Z&sort=-price");

        WaitForIds(
            page, _trades.Where(trade => trade is { Ticker: "AAPL", Side: Side.Sell, Volume: >= 200 }
                && trade.ExecutedAt >= ScreenClock.Start.AddMinutes(-4)).Reverse());
        Assert.Equal(
            "/api/trades.csv?tickers=aapl&side=sell&sizeFrom=200&from=2026-03-02T14:26Z&sort=-price", page.Find("[data-testid=history-csv]")
                .GetAttribute("href"));
    }

    [Fact]
    public void Sort_ByEachColumn_TakesTheLargestFirstThenTheSmallest()
    {
        var page = Open("/history");
        WaitForIds(page, _trades.Take(100));

        page.Find("[data-testid=history-sort-size]").Click();
        WaitForIds(page, _trades.Reverse().Take(100));
        page.WaitForAssertion(() => Assert.Equal("/history?sort=-size", Path), Limit);
        page.Find("[data-testid=history-sort-size]").Click();
        page.WaitForAssertion(() => Assert.Equal("/history?sort=size", Path), Limit);
        WaitForIds(page, _trades.Take(100));
        page.Find("[data-testid=history-sort-time]").Click();
        page.WaitForAssertion(() => Assert.Equal("/history", Path), Limit);
    }

    [Fact]
    public void Trade_InTheAddress_IsMarkedAndSaysWhereItCameFrom()
    {
        var trade = _trades[3];
        var page = Open("/history");
        WaitForIds(page, _trades.Take(100));

        Navigate(page.FindAll("[data-trade-id] .time a")[3].GetAttribute("href")!);

        page.WaitForAssertion(
            () => Assert.Contains("partition 0, offset 246", page.Find("[data-testid=trade-place]").TextContent, StringComparison.Ordinal),
            Limit);
        Assert.Equal($"/history?trade={trade.TradeId}", Path);
        Assert.Equal(trade.TradeId.ToString(), page.Find(".is-chosen").GetAttribute("data-trade-id"));
        Assert.Equal("2026-03-02 14:29:57.000000 UTC", page.Find("[data-testid=trade-event]").TextContent);
        Assert.Contains("from=2026-03-02T14:28:57Z&to=2026-03-02T14:30:57Z",
            page.Find("[data-testid=trade-around]").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void Address_Wrong_NamesTheArgumentAndAsksNothing()
    {
        var page = Open("/history?priceFrom=cheap&side=hold&before=x&sort=name&trade=1");

        var problems = string.Join(' ', page.FindAll("[data-testid=history-problem]").Select(problem => problem.TextContent));
        Assert.All(["'priceFrom'", "'side'", "'before'", "'sort'", "'trade'"],
            name => Assert.Contains(name, problems, StringComparison.Ordinal));
        Assert.Equal("cheap", page.Find("[data-testid=history-price-from]").GetAttribute("value"));
        Assert.Empty(page.FindAll("[data-testid=history-table]"));

        page.Find("[data-testid=history-clear]");
        Navigate("/history");
        WaitForIds(page, _trades.Take(100));
    }

    [Fact]
    public void Filter_WrongTime_KeepsTheRowsAndNamesIt()
    {
        var page = Open("/history?sort=price");
        WaitForIds(page, _trades.Take(100));

        page.Find("[data-testid=history-from]").Change("2026-03-02 soon");

        page.WaitForAssertion(
            () => Assert.Contains("'from'", page.Find("[data-testid=history-problem]").TextContent, StringComparison.Ordinal), Limit);
        WaitForIds(page, _trades.Take(100));
        Assert.Empty(page.FindAll("[data-testid=history-csv]"));

        page.Find("[data-testid=history-from]").Change("");
        WaitForIds(page, _trades.Take(100));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=history-problem]")), Limit);
    }

    [Fact]
    public void Render_NothingLikeThat_SaysTheNextStep()
    {
        var page = Open("/history?priceFrom=900");

        page.WaitForAssertion(() => Assert.Equal("/history", page.Find("[data-testid=history-empty] a").GetAttribute("href")), Limit);
        page.WaitForAssertion(() => Assert.Equal("0", page.Find("[data-testid=history-rows]").TextContent), Limit);
    }

    [Fact]
    public void Database_AwayAndBack_IsSaidAndReadAgainWhenAsked()
    {
        _isAway = true;
        var page = Open("/history");
        page.WaitForAssertion(() => Assert.Contains("can't be read now", page.Find("[role=alert]").TextContent, StringComparison.Ordinal),
            Limit);

        _isAway = false;
        page.Find("[role=alert] button").Click();

        WaitForIds(page, _trades.Take(100));
    }

    private string Path => "/" + Navigation.ToBaseRelativePath(Navigation.Uri);

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    private IRenderedComponent<HistoryPage> Open(string uri)
    {
        Navigate(uri);
        return Render<HistoryPage>();
    }

    private void Navigate(string uri) => Navigation.NavigateTo(uri);

    private void Follow(IRenderedComponent<HistoryPage> page, string link) =>
        Navigate(page.Find($"[data-testid={link}]").GetAttribute("href")!);

    /// <summary>A page that is reading takes the change when it comes to it.</summary>
    private void Change(IRenderedComponent<HistoryPage> page, string field, string value, string address)
    {
        page.Find($"[data-testid={field}]").Change(value);
        page.WaitForAssertion(() => Assert.Equal(address, Path), Limit);
    }

    private static void WaitForIds(IRenderedComponent<HistoryPage> page, IEnumerable<Trade> trades)
    {
        var expected = trades.Select(trade => trade.TradeId.ToString()).ToList();
        page.WaitForAssertion(
            () => Assert.Equal(expected,
                page.FindAll("[data-testid=history-table] [data-trade-id]").Select(row => row.GetAttribute("data-trade-id"))), Limit);
    }

    private sealed class Either(Func<IDbContextFactory<TerminalDbContext>> which) : IDbContextFactory<TerminalDbContext>
    {
        private int _asked;

        /// <summary>What the first question waits for; nothing when null.</summary>
        public Func<CancellationToken, Task>? HoldFirst { get; set; }

        public Func<CancellationToken, Task>? HoldSecond { get; set; }

        public TerminalDbContext CreateDbContext() => which().CreateDbContext();

        public async Task<TerminalDbContext> CreateDbContextAsync(CancellationToken cancellationToken)
        {
            var hold = Interlocked.Increment(ref _asked) switch { 1 => HoldFirst, 2 => HoldSecond, _ => null };
            await (hold?.Invoke(cancellationToken) ?? Task.CompletedTask);
            return CreateDbContext();
        }
    }
}
