using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Browser;

/// <summary>Rows that change places all the time, with somebody reading them.</summary>
[Collection(BrowserHost.Collection)]
public sealed class HeldRowsTests(BrowserHost host) : ScreenTest(host)
{
    private const string OfMarket = "[...document.querySelectorAll('[data-testid^=market-row-]')]";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Terminal.RunProducerAsync(50);
        await OpenAsync("/market?feeds=trades&sort=-age");
        await Expect(Hook("market-table").Locator("tr[data-testid]").Nth(2)).ToBeVisibleAsync();
        await WhenOrderChangesAsync(await OrderAsync());
    }

    [Fact]
    public async Task Market_PointerOverTheRows_TheyKeepTheirPlacesUntilItLeaves()
    {
        await Hook("market-table").Locator("tr[data-testid]").Nth(1).HoverAsync();

        var order = await HeldAsync();
        await Page.Mouse.MoveAsync(2, 2);

        await Expect(Hook("rows-held")).ToBeHiddenAsync();
        await WhenOrderChangesAsync(order);
    }

    [Fact]
    public async Task Market_KeyboardOnARow_TheyKeepTheirPlacesUntilItLeaves()
    {
        await Page.Mouse.MoveAsync(2, 2);
        await Hook("market-find").FocusAsync();
        await Eventually.TrueAsync(
            async () =>
            {
                await Page.Keyboard.PressAsync("Tab");
                return await Page.EvaluateAsync<bool>("Boolean(document.activeElement.closest('[data-testid^=market-row-]'))");
            },
            () => "The keyboard is on a row");
        var focused = await Page.EvaluateAsync<string>("document.activeElement.getAttribute('href')");

        var order = await HeldAsync();
        Assert.Equal(focused, await Page.EvaluateAsync<string>("document.activeElement.getAttribute('href')"));
        await Hook("market-find").FocusAsync();

        await Expect(Hook("rows-held")).ToBeHiddenAsync();
        await WhenOrderChangesAsync(order);
    }

    /// <summary>The order of the rows once they are held, and after their figures and the order due have changed.</summary>
    private async Task<string[]> HeldAsync()
    {
        await Expect(Hook("rows-held")).ToBeVisibleAsync();
        var (order, figures) = (await OrderAsync(), await FiguresAsync());
        await Eventually.TrueAsync(
            async () => await FiguresAsync() != figures
                && await Page.EvaluateAsync<bool>("/[1-9]/.test(document.querySelector('[data-testid=rows-held]').textContent)"),
            () => "Figures go on, and other rows are due");
        Assert.Equal(order, await OrderAsync());
        return order;
    }

    private async Task WhenOrderChangesAsync(string[] order) =>
        await Eventually.TrueAsync(async () => string.Join(' ', await OrderAsync()) != string.Join(' ', order),
            () => "The rows change places");

    private Task<string[]> OrderAsync() => Page.EvaluateAsync<string[]>($"{OfMarket}.map(row => row.dataset.testid)");

    private Task<string> FiguresAsync() =>
        Page.EvaluateAsync<string>($"{OfMarket}.map(row => row.querySelector('.last').textContent).join()");
}
