using Microsoft.Playwright;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Browser;

/// <summary>
/// One terminal with its synthetic trades and one browser for all tests of a collection. They run one after the other, as each
/// sets what the terminal produces; two of the collections run beside each other and all other tests.
/// </summary>
public sealed class BrowserHost : IAsyncLifetime
{
    /// <summary>What is on the pages, and what can be done there.</summary>
    public const string Pages = "Browser: pages";

    /// <summary>The market as it moves: charts, figures beside what is stored, what comes of a terminal that goes away.</summary>
    public const string Market = "Browser: market";

    /// <summary>What is promised within seconds, which a machine that is busy with other tests would not keep.</summary>
    public const string Alone = "Browser: alone";

    private const float Patience = 20_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private OwnTerminal? _terminal;

    internal OwnTerminal Terminal => _terminal!;

    internal IBrowser Browser => _browser!;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        var terminal = OwnTerminal.StartAsync(autoStart: true);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium.Path,
            Args = Chromium.Arguments,
        });
        _terminal = await terminal;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_terminal is not null)
        {
            await _terminal.DisposeAsync();
        }
    }
}

[CollectionDefinition(BrowserHost.Pages)]
public sealed class PagesInTheBrowser : ICollectionFixture<BrowserHost>;

[CollectionDefinition(BrowserHost.Market)]
public sealed class MarketInTheBrowser : ICollectionFixture<BrowserHost>;

[CollectionDefinition(BrowserHost.Alone, DisableParallelization = true)]
public sealed class BrowserAlone : ICollectionFixture<BrowserHost>;
