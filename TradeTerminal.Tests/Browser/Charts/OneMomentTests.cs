namespace TradeTerminal.Tests.Browser.Charts;

/// <summary>Whatever is on the page at an instant is of one snapshot of the market.</summary>
[Collection(BrowserHost.Collection)]
public sealed class OneMomentTests(BrowserHost host) : ScreenTest(host)
{
    /// <summary>Looks a hundred times a second for half a minute: how often, how often the two disagreed, and how many volumes it
    /// saw.</summary>
    private const string Look = """
        async () => {
            const hook = name => document.querySelector(`[data-testid=${name}]`);
            const seen = new Set();
            let [looks, wrong] = [0, 0];
            for (const until = performance.now() + 30000; performance.now() < until; looks++) {
                const total = hook('kpi-total-volume');
                const shown = Number((total.title || total.textContent).replaceAll(',', ''));
                const sum = [...hook('volume-by-ticker').querySelectorAll('tr[data-ticker]')]
                    .reduce((sum, { dataset }) => sum + Number(dataset.buy) + Number(dataset.sell), 0);
                wrong += shown !== sum;
                seen.add(shown);
                await new Promise(resolve => setTimeout(resolve, 10));
            }
            return [looks, wrong, seen.size];
        }
        """;

    [Fact]
    public async Task TerminalPage_FastFeed_TotalVolumeIsTheSumOfThoseOfTheTickersAtEveryInstant()
    {
        await Terminal.RunProducerAsync(200);
        await OpenAsync("/?tickers=AAPL,GOOGL,MSFT,AMZN,TSLA");
        await Expect(Hook("kpi-trades")).ToHaveTextAsync("200");

        var seen = await Page.EvaluateAsync<int[]>(Look);

        Assert.True(seen[0] > 300, $"{seen[0]} looks");
        Assert.True(seen[2] > 30, $"{seen[2]} volumes");
        Assert.Equal(0, seen[1]);
    }
}
