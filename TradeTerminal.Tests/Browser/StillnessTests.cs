using System.Globalization;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Browser;

/// <summary>Numbers change, and nothing moves but the rows of the tape.</summary>
[Collection(BrowserHost.Collection)]
public sealed class StillnessTests(BrowserHost host) : ScreenTest(host)
{
    private const double ShiftAllowed = 0.02;

    /// <summary>Tickers of other tests leave the window, and the charts, when they like.</summary>
    private const string Tickers = "/?tickers=AAPL,GOOGL,MSFT,AMZN,TSLA";

    /// <summary>The price beside the title is as wide as the price; nothing stands to its right but weak text.</summary>
    private const string Boxes = """
        () => [...document.querySelectorAll('.kpi, .kpi .value, .panel, .panel > header, .tools, .tools > *, .strip > :not(.reason), th')]
            .filter(element => element.checkVisibility() && !element.closest('[data-testid=price-lines]'))
            .map(element => {
                const box = element.getBoundingClientRect();
                const isText = element.matches('.value');
                const name = [...element.classList].filter(name => !name.startsWith('flash-')).join('.');
                return `${name || element.tagName} ${[box.x, box.y, isText ? 0 : box.width, box.height].map(Math.round)}`;
            })
        """;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Terminal.RunProducerAsync(100);
    }

    [Fact]
    public async Task TerminalPage_TapeRunsThrough_EveryBoxStaysWhereItIs()
    {
        await OpenAsync(Tickers);
        await Expect(Hook("latency")).ToContainTextAsync("ms");
        var before = await Page.EvaluateAsync<string[]>(Boxes);
        Assert.True(before.Length > 40);
        var rows = await RowsAsync("data-trade-id");

        await Eventually.TrueAsync(
            async () => !(await RowsAsync("data-trade-id")).Intersect(rows).Any(), () => "All rows of the tape are new");

        Assert.Equal(before, await Page.EvaluateAsync<string[]>(Boxes));
    }

    [Fact]
    public async Task TerminalPage_TapeHeld_ShiftsNothing()
    {
        await Page.AddInitScriptAsync("""
            window.shift = 0;
            new PerformanceObserver(list => list.getEntries().forEach(entry => shift += entry.value)).observe({ type: 'layout-shift', buffered: true });
            """);
        await OpenAsync(Tickers);
        await Expect(Hook("kpi-trades")).ToHaveTextAsync("200");
        await Hook("tape-pause").ClickAsync();
        await Expect(Hook("tape-live")).ToContainTextAsync(" new");
        var before = await ShiftAsync();

        await Page.WaitForFunctionAsync("since => performance.now() - since > 4000", await Page.EvaluateAsync<double>("performance.now()"));

        Assert.InRange(await ShiftAsync() - before, 0, ShiftAllowed);
    }

    private async Task<double> ShiftAsync() =>
        double.Parse(await Page.EvaluateAsync<string>("String(shift)"), CultureInfo.InvariantCulture);
}
