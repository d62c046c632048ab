using Microsoft.Playwright;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Browser;

/// <summary>
/// One terminal with its synthetic trades and one browser for all tests in it. They run one after the other and apart
/// from all others, because they wait for what a person would wait for.
/// </summary>
public sealed class BrowserHost : IAsyncLifetime
{
    public const string Collection = "Browser";

    private const float Patience = 20_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private OwnTerminal? _terminal;

    internal OwnTerminal Terminal => _terminal!;

    internal IBrowser Browser => _browser!;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        var terminal = OwnTerminal.StartAsync(producesTrades: true);
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

[CollectionDefinition(BrowserHost.Collection, DisableParallelization = true)]
public sealed class BrowserTests : ICollectionFixture<BrowserHost>;
