using Microsoft.Playwright;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Browser;

/// <summary>
/// One terminal with its synthetic trades and one browser for all tests of a collection, which run one after the other. There are
/// two collections, each with a terminal of its own.
/// </summary>
public sealed class BrowserHost : IAsyncLifetime
{
    public const string Collection = "Browser";
    public const string ChartsAndPages = "Browser of charts and pages";

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private OwnTerminal? _terminal;

    internal OwnTerminal Terminal => _terminal!;

    internal IBrowser Browser => _browser!;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout((float)Patience.Limit.TotalMilliseconds);
        var terminal = StartTerminalAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium.Path,
            Args = Chromium.Arguments,
        });
        _terminal = await terminal;
    }

    private static async Task<OwnTerminal> StartTerminalAsync()
    {
        var terminal = await OwnTerminal.StartAsync(producesTrades: true);
        await terminal.FillAsync();
        await terminal.ProduceAsUsualAsync();
        return terminal;
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

[CollectionDefinition(BrowserHost.Collection)]
public sealed class BrowserTests : ICollectionFixture<BrowserHost>;

[CollectionDefinition(BrowserHost.ChartsAndPages)]
public sealed class BrowserTestsOfChartsAndPages : ICollectionFixture<BrowserHost>;
