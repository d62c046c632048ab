using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Browser.Pages;

/// <summary>The market as areas.</summary>
[Collection(BrowserHost.ChartsAndPages)]
public sealed class MapPageTests(BrowserHost host) : ScreenTest(host)
{
    private const string Shares = """
        () => {
          const rows = [...document.querySelectorAll('[data-testid=map-table] tbody tr')];
          const numberOf = text => Number(text.replace(/[,MB]/g, '')) * (text.endsWith('M') ? 1e6 : text.endsWith('B') ? 1e9 : 1);
          const notional = rows.map(row => numberOf(row.cells[2].textContent) || 0);
          const area = rows.map(row => {
            const tile = document.querySelector(`[data-testid="${row.dataset.testid.replace('map-row-', 'map-tile-')}"]`);
            const box = tile?.getBoundingClientRect();
            return box ? box.width * box.height : 0;
          });
          const sum = list => list.reduce((a, b) => a + b, 0);
          return Math.max(...rows.map((_, i) => Math.abs(notional[i] / sum(notional) - area[i] / sum(area))));
        }
        """;

    [Fact]
    public async Task Map_Traded_ShowsEverySymbolByItsNotionalAndLeadsToIt()
    {
        await OpenAsync("/map");
        var tickers = (await Terminal.GetAsync("/api/tickers")).EnumerateArray().Count();

        await Expect(Page.Locator("[data-testid^='map-tile-']")).ToHaveCountAsync(tickers);
        await Eventually.TrueAsync(
            async () => await Page.EvaluateAsync<double>(Shares) is >= 0 and <= 0.01, () => "Each area is as large as its notional");

        await Hook("map-tile-AAPL").FocusAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.Locator("h1")).ToHaveTextAsync("AAPL");
        await ExpectAddressAsync("/instrument/AAPL");
    }
}
