using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace TradeTerminal.Tests.Browser;

/// <summary>Commands and shortcuts, by keyboard alone.</summary>
[Collection(BrowserHost.Collection)]
public sealed class PaletteTests(BrowserHost host) : ScreenTest(host)
{
    private ILocator Line => Hook("palette-input");

    private ILocator Likeliest => Hook("palette").GetByRole(AriaRole.Option).First;

    [Fact]
    public async Task Keys_FromAnywhere_GoWhereTheySayAndGiveTheFocusBack()
    {
        await OpenAsync("/");
        await Hook("ticker-AAPL").FocusAsync();
        await Page.Keyboard.PressAsync("Control+k");
        await Expect(Line).ToBeFocusedAsync();
        await Page.Keyboard.TypeAsync("only msft nvda");
        await Expect(Likeliest).ToContainTextAsync("/?tickers=MSFT,NVDA");
        await Expect(Likeliest).ToContainTextAsync("GET /api/summary?tickers=MSFT,NVDA");
        await Page.Keyboard.PressAsync("Enter");
        await ExpectAddressAsync("/?tickers=MSFT,NVDA");
        await Expect(Hook("palette")).ToBeHiddenAsync();
        await Expect(Hook("ticker-AAPL")).ToBeFocusedAsync();

        await Page.Keyboard.PressAsync("/");
        await Expect(Line).ToBeFocusedAsync();
        await Page.Keyboard.TypeAsync("nvda 5s");
        await Expect(Likeliest).ToContainTextAsync("NVDA 5s");
        await Page.Keyboard.PressAsync("Enter");
        await ExpectAddressAsync("/?tickers=MSFT,NVDA&chart=NVDA&interval=5s");

        await Page.Keyboard.PressAsync("p");
        await Expect(Hook("tape-pause")).ToHaveAttributeAsync("aria-pressed", "true");
        await Page.Keyboard.PressAsync("g");
        await Page.Keyboard.PressAsync("a");
        await ExpectAddressAsync("/alerts");
        await Page.Keyboard.PressAsync("?");
        await Expect(Hook("keys")).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Hook("keys")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Palette_ArrowsThroughAllCommands_KeepsTheChosenInSight()
    {
        await OpenAsync("/");
        await Page.Keyboard.PressAsync("Control+k");
        await Expect(Likeliest).ToBeVisibleAsync();
        var options = Hook("palette").GetByRole(AriaRole.Option);
        for (var left = await options.CountAsync(); left > 0; left--)
        {
            await Page.Keyboard.PressAsync("ArrowDown");
        }

        await Expect(options.Last).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(options.Last).ToBeInViewportAsync(new() { Ratio = 0.9f });
        await Expect(Line).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Keys_InTheFrameInWhichThePaletteCloses_AreHeard()
    {
        await OpenAsync("/");
        // The heading has the focus of a page that was just opened. Where nothing has it, a closing dialog has nowhere to give it.
        await Expect(Page.Locator("h1")).ToBeFocusedAsync();
        await Page.EvaluateAsync("document.activeElement.blur()");
        await Page.Keyboard.PressAsync("/");
        await Expect(Line).ToBeFocusedAsync();

        var isOpen = await Page.EvaluateAsync<bool>(
            """
            () => {
                const palette = document.getElementById('palette');
                palette.close();
                document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true, cancelable: true }));
                return palette.open;
            }
            """);

        Assert.True(isOpen);
    }

    [Fact]
    public async Task Keys_InAField_AreText()
    {
        await OpenAsync("/producer");
        var field = Hook("producer-seed");
        // It holds the seed of the last run.
        await field.FillAsync("");
        await Page.Keyboard.TypeAsync("g/a?");

        // Beside the seed of the run that goes on.
        await Expect(field).ToHaveValueAsync(new Regex("g/a[?]"));
        await Expect(Hook("palette")).ToBeHiddenAsync();
        await Expect(Hook("keys")).ToBeHiddenAsync();
        await ExpectAddressAsync("/producer");
    }

    [Fact]
    public async Task Dialogs_WideAndNarrow_HaveNoViolationAndFit()
    {
        await OpenAsync("/");
        foreach (var line in new[] { "a", "nonsense" })
        {
            await Hook("palette-open").ClickAsync();
            await Page.Keyboard.TypeAsync(line);
            await Expect(line == "a" ? Likeliest : Hook("palette-problem")).ToBeVisibleAsync();
            await Axe.CheckAsync(Page, "#palette");
            Assert.Equal(
                0, await Page.EvaluateAsync<int>(
                    "(() => { const e = document.getElementById('palette'); return e.scrollWidth - e.clientWidth; })()"));
            await Page.Keyboard.PressAsync("Escape");
        }

        await Page.Keyboard.PressAsync("?");
        await Expect(Hook("keys")).ToBeVisibleAsync();
        await Axe.CheckAsync(Page, "#keys");
    }
}
