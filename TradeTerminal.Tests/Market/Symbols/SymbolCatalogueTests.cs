using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Commands;
using TradeTerminal.History;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;
using TradeTerminal.Market.Symbols;
using TradeTerminal.MarketWatch;
using TradeTerminal.Terminal;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Screens;
using TradeTerminal.Tests.Support.Writing;
using TradeTerminal.Tests.Trades;

namespace TradeTerminal.Tests.Market.Symbols;

/// <summary>Symbols that are stored and whose prices the screens do not hold, on the screens that search.</summary>
public sealed class SymbolCatalogueTests(PostgresFixture fixture) : ScreenContext, IAsyncLifetime
{
    private TestDatabase _database = null!;
    private TestPrices _prices = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await fixture.CreateTerminalDatabaseAsync();
        _prices = new TestPrices(_database.ConnectionString);
        Services.AddSingleton<IDbContextFactory<TerminalDbContext>>(_prices.Databases);
        using var ingest = new TestIngest(_database.ConnectionString, new TestClock(Judgement.Now));
        ingest.Begin(0);
        ingest.Write(Enumerable.Range(0, 3_000).Select(i => new Trade(
            Guid.NewGuid(), $"T{i:0000}", 1 + i, 1 + i, Side.Sell, Judgement.Now.AddSeconds(-i), 0, i)));
        _prices.Write(new Quote("QUIET", "NYSE", 175, 174.9m, 175.1m, 1, 2, 30, ScreenClock.Start, 0, 0));
        Market.Show("T0001", 2);
    }

    public new async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _prices.Dispose();
        await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task RefreshAsync_StoredSymbols_AreKnownAndCounted()
    {
        var catalogue = Services.GetRequiredService<SymbolCatalogue>();

        await catalogue.RefreshAsync();

        Assert.Equal((3_000, 1), (catalogue.Current.CountOf("trades"), catalogue.Current.CountOf("quotes")));
        Assert.Equal(["T2999"], catalogue.Current.Find("299", 20).TakeLast(1).Select(one => one.Key));
        Assert.Equal("quotes:QUIET", catalogue.Current.Find("quiet", 20)[0].Key);
    }

    [Fact]
    public async Task RefreshAsync_WithinTenSeconds_ReadsOnce()
    {
        var catalogue = Services.GetRequiredService<SymbolCatalogue>();
        await catalogue.RefreshAsync();
        _prices.Write(new Quote("NEW", "NYSE", 175, 174.9m, 175.1m, 1, 2, 30, ScreenClock.Start, 0, 1));

        await catalogue.RefreshAsync();
        Assert.False(catalogue.Current.Has(new Instrument("quotes", "NEW")));
        Clock.Advance(TimeSpan.FromSeconds(10));
        await catalogue.RefreshAsync();

        Assert.True(catalogue.Current.Has(new Instrument("quotes", "NEW")));
    }

    [Fact]
    public async Task Forget_ManyTimesWhileItIsRead_ReadsOnceMore()
    {
        var gate = new Gate(_prices.Databases);
        var catalogue = new SymbolCatalogue(
            gate, Services.GetRequiredService<MarketUpdates>(), Clock, NullLogger<SymbolCatalogue>.Instance);
        _ = catalogue.RefreshAsync();

        Enumerable.Range(0, 200).ToList().ForEach(_ => catalogue.Forget());
        gate.Open();
        await catalogue.RefreshAsync();

        Assert.Equal(2, gate.Asked);
        Assert.Equal(3_000, catalogue.Current.CountOf("trades"));
    }

    [Fact]
    public async Task Market_MoreStoredThanHeld_SaysSoAndFindsTheOthers()
    {
        await ReadAsync();
        var page = Render<MarketPage>();
        Assert.StartsWith("Newest 1 of 3,000 Trades, 0 of 1 Quotes;",
            page.Find("[data-testid=market-says]").TextContent, StringComparison.Ordinal);

        page.Find("[data-testid=market-find]").Input("t2999");

        Assert.Equal(["/?chart=T2999"], page.FindAll("[data-testid=market-stored] a").Select(link => link.GetAttribute("href")));
        Assert.Empty(page.FindAll(".empty"));
    }

    [Theory]
    [InlineData("T2999", null)]
    [InlineData("T3000", "No trades of T3000 yet")]
    [InlineData("quotes:QUIET", null)]
    [InlineData("quotes:NONE", "No prices of Quotes: NONE yet")]
    public async Task Terminal_ChartOfASymbolThatIsNotHeld_IsDrawnWhereItIsStored(string key, string? why)
    {
        await ReadAsync();
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/?chart={key}");

        var page = Render<TerminalPage>();

        page.WaitForAssertion(() => Assert.Equal(why, page.FindAll(".at-candles .empty .title") is [var title, ..] ? title.TextContent : null));
        Assert.Equal(why is null ? 1 : 0, page.FindComponents<Stub<TradeTerminal.Terminal.Candles>>().Count);
    }

    [Fact]
    public async Task Terminal_FilterOfATickerThatIsNotHeld_LeadsToItsHistory()
    {
        await ReadAsync();
        Services.GetRequiredService<NavigationManager>().NavigateTo("/?tickers=T2999");

        var page = Render<TerminalPage>();

        page.WaitForAssertion(() => Assert.Equal("T2999: not among the newest", page.Find(".at-tape .empty .title").TextContent));
        Assert.Equal("/history?tickers=T2999", page.Find(".at-tape .empty a").GetAttribute("href"));
    }

    [Theory]
    [InlineData("t2999", "T2999")]
    [InlineData("2999 ", "T2999")]
    [InlineData("only t2999", "only T2999")]
    [InlineData("quiet", "quotes:QUIET")]
    public void Palette_SymbolThatIsNotHeld_IsFound(string line, string command)
    {
        var palette = Render<CommandPalette>();

        palette.Find("input").Focus();
        palette.Find("input").Input(line);

        palette.WaitForAssertion(() => Assert.Contains(command, palette.FindAll("li b").Select(text => text.TextContent)));
    }

    [Fact]
    public void History_TickerThatIsNotHeld_IsSuggestedForTheEndOfTheList()
    {
        var page = Render<HistoryPage>();
        var field = page.Find("[data-testid=history-tickers]");

        field.Focus();
        field.Input("T0001,299");

        page.WaitForAssertion(
            () => Assert.Contains("T0001,T2999", page.FindAll("#history-symbols option").Select(option => option.GetAttribute("value"))));
    }

    private Task ReadAsync() => Services.GetRequiredService<SymbolCatalogue>().RefreshAsync();

    private sealed class Gate(IDbContextFactory<TerminalDbContext> databases) : IDbContextFactory<TerminalDbContext>
    {
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _asked;

        internal int Asked => Volatile.Read(ref _asked);

        public TerminalDbContext CreateDbContext() => databases.CreateDbContext();

        public async Task<TerminalDbContext> CreateDbContextAsync(CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _asked);
            await _open.Task.WaitAsync(cancellationToken);
            return databases.CreateDbContext();
        }

        internal void Open() => _open.SetResult();
    }
}
