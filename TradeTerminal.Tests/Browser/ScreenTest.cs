using System.Collections.Concurrent;
using Microsoft.Playwright;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Browser;

/// <summary>
/// A browser context of one test's own. Whatever the browser reports as an error, a refused script or style among them,
/// fails the test.
/// </summary>
public abstract class ScreenTest(BrowserHost host) : IAsyncLifetime
{
    private const int Wide = 1440;
    private const int High = 900;

    private readonly ConcurrentQueue<string> _errors = new();
    private IBrowserContext? _context;
    private IPage? _page;

    internal OwnTerminal Terminal => host.Terminal;

    protected IPage Page => _page!;

    /// <summary>Of a browser that gets the tour.</summary>
    protected virtual bool IsFirstVisit => false;

    /// <summary>Set while the terminal is away, or asked for what it has not: then the browser reports what it can't load.</summary>
    private protected bool MayFailToLoad { get; set; }

    public virtual async ValueTask InitializeAsync()
    {
        // Whatever the test before it has left.
        await Terminal.ProduceAsUsualAsync();
        await Terminal.DeleteLevelsAsync();
        _context = await host.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = Wide, Height = High },
        });
        if (!IsFirstVisit)
        {
            await _context.AddInitScriptAsync("location.protocol === 'http:' && localStorage.setItem('tour', 'seen')");
        }

        _context.SetDefaultTimeout((float)Patience.Limit.TotalMilliseconds);
        _page = await _context.NewPageAsync();
        _page.PageError += (_, error) =>
        {
            // Blazor's own word on a call it can't answer any more.
            if (!MayFailToLoad
                || !error.Contains("Cannot send data if the connection is not in the 'Connected' State", StringComparison.Ordinal))
            {
                _errors.Enqueue(error);
            }
        };
        _page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !MayFailToLoad)
            {
                _errors.Enqueue($"{message.Type}: {message.Text} ({message.Location})");
            }
        };
        _page.Response += (_, response) =>
        {
            if (response.Status >= 400 && !MayFailToLoad)
            {
                _errors.Enqueue($"{response.Status} {response.Url}");
            }
        };
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_context is not null)
        {
            await _context.DisposeAsync();
        }

        Assert.True(_errors.IsEmpty, string.Join('\n', _errors));
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens a page and waits until the server moves it: before, it is a picture.</summary>
    protected Task OpenAsync(string path) => OpenAsync(Terminal, path);

    private protected async Task OpenAsync(OwnTerminal terminal, string path)
    {
        await Page.GotoAsync(new Uri(terminal.Address, path).AbsoluteUri);
        await WhenLiveAsync();
    }

    protected Task WhenLiveAsync() => WhenLiveAsync(Page);

    /// <summary>The server moves the page: before, it is a picture.</summary>
    /// <remarks>There is none for a moment, while Blazor puts its own page in place of the prerendered one.</remarks>
    internal static async Task WhenLiveAsync(IPage page) => await page.WaitForFunctionAsync(
        "beat => { const now = document.getElementById('pulse')?.dateTime; return now && now !== beat; }",
        await page.EvaluateAsync<string?>("document.getElementById('pulse')?.dateTime ?? null"));

    protected ILocator Hook(string name) => Page.GetByTestId(name);

    protected ILocator Rows => Hook("trades-table").Locator("tr[data-trade-id]");

    protected static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    protected Task ExpectAddressAsync(string path) =>
        Assertions.Expect(Page).ToHaveURLAsync(new Uri(new Uri(Page.Url), path).AbsoluteUri);

    /// <summary>The attribute of each row shown, as the browser has it now.</summary>
    protected Task<string[]> RowsAsync(string attribute) => Rows.EvaluateAllAsync<string[]>(
        $"rows => rows.map(row => row.getAttribute('{attribute}'))");

    protected Task<string[]> TickersOfRowsAsync() => Rows.Locator("td:nth-child(2)").EvaluateAllAsync<string[]>(
        "cells => cells.map(cell => cell.textContent)");
}
