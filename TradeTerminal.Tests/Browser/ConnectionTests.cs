using Microsoft.Playwright;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Browser;

/// <summary>The page while its terminal or the way to it is gone, and afterwards.</summary>
[Collection(BrowserHost.Collection)]
public sealed class ConnectionTests(BrowserHost host) : ScreenTest(host)
{
    private const float SaidWithin = 5_000;

    private ILocator Bar => Page.GetByText("Connection to the terminal lost");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        MayFailToLoad = true;
    }

    [Fact]
    public async Task Page_TerminalFrozen_SaysSoAndGoesOnWhereItWas()
    {
        await Terminal.RunProducerAsync(50);
        await OpenAsync("/?tickers=AAPL");
        await Page.EvaluateAsync("window.sameDocument = true");
        Signals.Freeze(Terminal.Process.Id);
        try
        {
            await ExpectReadableAsync();
        }
        finally
        {
            Signals.Resume(Terminal.Process.Id);
        }

        await ExpectRecoveredAsync();
        Assert.True(await Page.EvaluateAsync<bool>("window.sameDocument === true"));
    }

    [Fact]
    public async Task Page_BrowserOffline_SaysSoAndGoesOnWhereItWas()
    {
        await Terminal.RunProducerAsync(50);
        await OpenAsync("/?tickers=AAPL");
        await Page.EvaluateAsync("window.sameDocument = true");
        await Page.Context.SetOfflineAsync(true);

        await ExpectReadableAsync();
        await Page.Context.SetOfflineAsync(false);

        await ExpectRecoveredAsync();
        Assert.True(await Page.EvaluateAsync<bool>("window.sameDocument === true"));
    }

    [Fact]
    public async Task Page_TerminalKilledAndStartedAgain_ComesBackToTheSameView()
    {
        await using var terminal = await OwnTerminal.StartAsync(autoStart: true);
        await OpenAsync(terminal, "/?tickers=AAPL,MSFT&chart=MSFT&interval=5s");
        terminal.Process.Kill();

        await ExpectReadableAsync();
        await terminal.StartAgainAsync();

        await ExpectRecoveredAsync();
        await ExpectAddressAsync("/?tickers=AAPL,MSFT&chart=MSFT&interval=5s");
        await Expect(Hook("ticker-AAPL")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(Hook("chart-ticker")).ToHaveValueAsync("MSFT");
        await Expect(Hook("interval-5s")).ToHaveAttributeAsync("aria-pressed", "true");
        await Eventually.TrueAsync(
            async () => (await Drawn.LinesAsync(Page)).Keys.Order().SequenceEqual(["AAPL", "MSFT"]), () => "The lines of the choice");
        Assert.Equal(["AAPL", "MSFT"], (await TickersOfRowsAsync()).Distinct().Order());
    }

    /// <summary>It is said, nothing is covered, and the rows can still be marked.</summary>
    private async Task ExpectReadableAsync()
    {
        await Expect(Bar).ToBeVisibleAsync(new() { Timeout = SaidWithin });
        await Expect(Page.GetByText("OFFLINE")).ToBeVisibleAsync();
        Assert.Equal("", await Page.EvaluateAsync<string>("""
            () => ['kpi-total-volume', 'candles', 'price-lines', 'volume-by-ticker', 'trades-table', 'feed-state'].filter(name => {
                const element = document.querySelector(`[data-testid=${name}]`);
                const box = element.getBoundingClientRect();
                const at = document.elementFromPoint(box.x + Math.min(box.width / 2, 40), box.y + Math.min(box.height / 2, 40));
                return name === 'feed-state' ? element.checkVisibility() : !element.contains(at) && !at?.contains(element);
            }).join()
            """));
        var text = await Page.EvaluateAsync<string>("""
            () => {
                getSelection().selectAllChildren(document.querySelector('tr[data-trade-id]'));
                return String(getSelection());
            }
            """);
        Assert.Contains((await TickersOfRowsAsync())[0], text, StringComparison.Ordinal);
    }

    private async Task ExpectRecoveredAsync()
    {
        await Expect(Bar).ToBeHiddenAsync(new() { Timeout = 30_000 });
        var newest = (await RowsAsync("data-trade-id")).FirstOrDefault() ?? "";
        await Expect(Rows.First).Not.ToHaveAttributeAsync("data-trade-id", newest);
        await Expect(Hook("feed-state")).ToHaveTextAsync("LIVE");
    }
}
