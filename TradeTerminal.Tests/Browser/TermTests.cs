using System.Text.RegularExpressions;

namespace TradeTerminal.Tests.Browser;

/// <summary>What a figure is, at the figure.</summary>
[Collection(BrowserHost.Collection)]
public sealed class TermTests(BrowserHost host) : ScreenTest(host)
{
    [Fact]
    public async Task Term_ByKeyboardAndMouse_ShowsItsFormulaAndGoes()
    {
        await OpenAsync("/");
        var vwap = Page.Locator(".kpis").GetByText("VWAP");
        await vwap.HoverAsync();
        await Expect(Hook("term")).ToContainTextAsync("Σ (price × size) ÷ Σ size");
        await Page.Mouse.MoveAsync(5, 300);
        await Expect(Hook("term")).ToBeHiddenAsync();

        await Page.Locator(".kpis").GetByText("Average price").FocusAsync();
        await Page.Keyboard.PressAsync("Tab");
        await Expect(Hook("term")).ToContainTextAsync("Volume-weighted");
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Hook("term")).ToBeHiddenAsync();
        await Expect(vwap).ToBeFocusedAsync();
        await Expect(vwap).ToHaveAccessibleDescriptionAsync(new Regex("÷ Σ size"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/market")]
    [InlineData("/history")]
    [InlineData("/pipeline")]
    [InlineData("/alerts")]
    [InlineData("/producer")]
    public async Task Page_EveryTerm_HasItsWords(string path)
    {
        await OpenAsync(path);
        await Expect(Page.Locator("[data-term]").First).ToBeVisibleAsync();

        Assert.Empty(await Page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('[data-term]')].map(e => e.dataset.term).filter(id => !document.getElementById(id)?.textContent)"));
    }
}
