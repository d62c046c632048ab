using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using Npgsql;
using TradeTerminal.Tests.Browser.Charts;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Terminals;

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
        await Expect(Rows.First).ToBeVisibleAsync();
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
        await Expect(Rows.First).ToBeVisibleAsync();
        await Page.EvaluateAsync("window.sameDocument = true");
        await Page.Context.SetOfflineAsync(true);

        await ExpectReadableAsync();
        await Page.Context.SetOfflineAsync(false);

        await ExpectRecoveredAsync();
        Assert.True(await Page.EvaluateAsync<bool>("window.sameDocument === true"));
    }

    [Fact]
    public async Task Page_BackWhileOffline_ShowsWhereItWentBackTo()
    {
        await Terminal.RunProducerAsync(50);
        await OpenAsync("/?tickers=AAPL");
        await Hook("ticker-MSFT").ClickAsync();
        await ExpectAddressAsync("/?tickers=AAPL,MSFT");
        await Page.Context.SetOfflineAsync(true);
        // Not only silent: what the browser says now is not kept for later.
        await Expect(Page.Locator("#connection [data-part=next]")).Not.ToBeEmptyAsync();
        await Page.EvaluateAsync("history.back()");
        await ExpectAddressAsync("/?tickers=AAPL");

        await Page.Context.SetOfflineAsync(false);

        await ExpectRecoveredAsync();
        await Expect(Hook("ticker-MSFT")).ToHaveAttributeAsync("aria-pressed", "false");
        await ExpectAddressAsync("/?tickers=AAPL");
    }

    [Fact]
    public async Task Page_TerminalKilledAndStartedAgain_ComesBackToTheSameView()
    {
        await using var terminal = await OwnTerminal.StartAsync(producesTrades: true);
        await OpenAsync(terminal, "/?tickers=AAPL,MSFT&chart=MSFT&interval=5s");
        await Expect(Rows.First).ToBeVisibleAsync();
        terminal.Process.Kill();

        await ExpectReadableAsync();
        await terminal.StartAgainAsync();

        await ExpectRecoveredAsync();
        await Expect(Hook("digest")).ToContainTextAsync("Since");
        await ExpectAddressAsync("/?tickers=AAPL,MSFT&chart=MSFT&interval=5s");
        await Expect(Hook("ticker-AAPL")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(Hook("chart-ticker")).ToHaveValueAsync("MSFT");
        await Expect(Hook("interval-5s")).ToHaveAttributeAsync("aria-pressed", "true");
        await Eventually.TrueAsync(
            async () => (await Drawn.LinesAsync(Page)).Keys.Order().SequenceEqual(["AAPL", "MSFT"]), () => "The lines of the choice");
        Assert.Equal(["AAPL", "MSFT"], (await TickersOfRowsAsync()).Distinct().Order());
    }

    [Fact]
    public async Task Page_OfflineWhileTradesCome_TellsThemAsTheDatabaseDoes()
    {
        await OpenStandingAsync();
        await Page.Context.SetOfflineAsync(true);
        await Expect(Bar).ToBeVisibleAsync(new() { Timeout = SaidWithin });

        await Terminal.SendAsync(Meanwhile(7));
        await WhenStoodStillAsync();
        await Page.Context.SetOfflineAsync(false);

        await ExpectDigestAsync(Terminal, 7);
        Assert.True(await Page.EvaluateAsync<bool>("window.sameDocument === true"));
        await Hook("digest-dismiss").ClickAsync();
        await Expect(Hook("digest")).ToBeHiddenAsync();
    }

    /// <summary>Its scripts are stopped by the browser's debugger: nothing in it runs, as in a tab that is frozen or asleep.</summary>
    [Fact]
    public async Task Page_FrozenWhileTradesCome_TellsThemWhenItThaws()
    {
        await OpenStandingAsync();
        var devtools = await Page.Context.NewCDPSessionAsync(Page);
        var isFrozen = new TaskCompletionSource();
        devtools.Event("Debugger.paused").OnEvent += (_, _) => isFrozen.TrySetResult();
        await devtools.SendAsync("Debugger.enable");
        await devtools.SendAsync("Debugger.pause");
        await isFrozen.Task.WaitAsync(Patience.Limit);
        await Terminal.SendAsync(Meanwhile(5));
        await WhenStoodStillAsync();

        await devtools.SendAsync("Debugger.resume");

        await ExpectDigestAsync(Terminal, 5);
        Assert.True(await Page.EvaluateAsync<bool>("window.sameDocument === true"));
    }

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(90)]
    [InlineData(600)]
    public async Task Page_OfflineForLong_ComesBackToTheSameViewWithWhatItMissed(int seconds)
    {
        await OpenStandingAsync();
        await Hook("tape-pause").ClickAsync();
        await Expect(Hook("tape-pause")).ToHaveAttributeAsync("aria-pressed", "true");
        await Page.Context.SetOfflineAsync(true);
        await ExpectReadableAsync();
        await WhenStoodStillAsync(seconds);
        await Terminal.SendAsync(Meanwhile(9));

        await Page.Context.SetOfflineAsync(false);

        await ExpectDigestAsync(Terminal, 9);
        await ExpectAddressAsync("/?chart=MSFT&interval=5s");
        await Expect(Hook("interval-5s")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(Hook("tape-pause")).ToHaveAttributeAsync("aria-pressed", "true");
    }

    /// <summary>With no more trades to come but those that the test sends.</summary>
    private async Task OpenStandingAsync()
    {
        await Terminal.RunProducerAsync(50);
        await OpenAsync("/?chart=MSFT&interval=5s");
        await Terminal.StandStillAsync();
        var newest = (await Terminal.GetAsync("api/trades?limit=1"))[0].GetProperty("executedAt").GetDateTime();
        await Page.WaitForFunctionAsync(
            "newest => document.getElementById('pulse').dataset.seen >= newest", newest.ToString("O", CultureInfo.InvariantCulture));
        // A pause on the way here would count into what is told later.
        await Page.EvaluateAsync("document.querySelector('#digest [data-part=dismiss]').click()");
        await Page.EvaluateAsync("window.sameDocument = true");
    }

    private static IEnumerable<string> Meanwhile(int count) =>
        Enumerable.Range(0, count)
            .Select(i => RunningTerminal.Trade("AWAY", (100 + i).ToString(CultureInfo.InvariantCulture), 10, at: DateTime.UtcNow));

    /// <summary>By our clock: a frozen page can't be asked for its own.</summary>
    private static async Task WhenStoodStillAsync(int seconds = 6)
    {
        var time = Stopwatch.StartNew();
        await Eventually.TrueAsync(() => time.Elapsed.TotalSeconds > seconds, () => "Time passes", TimeSpan.FromSeconds(seconds + 10));
    }

    /// <summary>What is said is what the API says, and that is what is stored.</summary>
    private async Task ExpectDigestAsync(OwnTerminal terminal, int trades)
    {
        await Expect(Bar).ToBeHiddenAsync(new() { Timeout = 30_000 });
        await Expect(Hook("digest"))
            .ToContainTextAsync(trades == 0 ? "nothing traded" : $"{trades} trades · {10 * trades} traded in 1 ticker");
        await Expect(Page.Locator("#connection-says")).ToContainTextAsync($"{trades} trades");
        var address = await Hook("digest").GetByText("API").GetAttributeAsync("href");
        var digest = await terminal.GetAsync(address!.TrimStart('/'));
        await using var connection = await terminal.ConnectAsync();
        await using var command = new NpgsqlCommand("SELECT count(*), sum(volume)::bigint FROM trades WHERE executed_at > $1", connection);
        command.Parameters.AddWithValue(digest.GetProperty("since").GetDateTime());
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        Assert.Equal((reader.GetInt64(0), reader.GetInt64(1)),
            (digest.GetProperty("trades").GetInt64(), digest.GetProperty("volume").GetInt64()));
        Assert.Equal(trades, digest.GetProperty("trades").GetInt32());
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
