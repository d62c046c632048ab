using Microsoft.Playwright;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Browser;

/// <summary>A window 375 pixels wide.</summary>
[Collection(BrowserHost.Collection)]
public sealed class PhoneTests(BrowserHost host) : ScreenTest(host)
{
    private const int Width = 375;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Terminal.RunProducerAsync(20);
        await Page.SetViewportSizeAsync(Width, 740);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/map")]
    [InlineData("/symbols/AAPL")]
    [InlineData("/positions")]
    [InlineData("/alerts")]
    [InlineData("/history")]
    [InlineData("/producer")]
    [InlineData("/pipeline")]
    [InlineData("/your-feed")]
    [InlineData("/your-feed?topic=orders")]
    [InlineData("/no-such-page")]
    public async Task Page_Narrow_DoesNotScrollSideways(string path)
    {
        MayFailToLoad = path == "/no-such-page";
        await OpenAsync(path);

        await Eventually.EqualAsync(0, () => Page.EvaluateAsync<int>(
            "Math.max(...[document.documentElement, document.body, document.querySelector('main')].map(e => e.scrollWidth - e.clientWidth))"));
        var bottom = Page.Locator("nav.bottom");
        await Expect(bottom.GetByText("Settings")).ToBeInViewportAsync(new() { Ratio = 1 });
        await bottom.GetByText("Producer").ClickAsync();
        await ExpectAddressAsync("/producer");
    }

    [Fact]
    public async Task TerminalPage_Narrow_ShowsOneChartAtATime()
    {
        await OpenAsync("/");
        var tabs = Page.GetByRole(AriaRole.Group, new() { Name = "Chart shown" });
        await Expect(Hook("candles")).ToBeVisibleAsync();
        await Expect(Hook("price-lines")).ToBeHiddenAsync();

        await tabs.GetByText("Prices").ClickAsync();

        await Expect(Hook("price-lines")).ToBeVisibleAsync();
        await Expect(Hook("candles")).ToBeHiddenAsync();

        await tabs.GetByText("Volume by ticker").ClickAsync();

        await Expect(Hook("volume-by-ticker").Locator("tr[data-ticker]").First).ToBeVisibleAsync();
        await Expect(Rows.First).ToBeAttachedAsync();
    }
}
