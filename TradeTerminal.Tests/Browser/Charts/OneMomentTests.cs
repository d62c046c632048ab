using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Browser.Charts;

/// <summary>Whatever is on the page at an instant is of one snapshot of the market.</summary>
[Collection(BrowserHost.ChartsAndPages)]
public sealed class OneMomentTests(BrowserHost host) : ScreenTest(host)
{
    /// <summary>
    /// Looks a hundred times a second until it has seen so many volumes, and at least for so many seconds: how often, and how often
    /// the two disagreed.
    /// </summary>
    private const string Look = """
        async ([seconds, volumes]) => {
            const hook = name => document.querySelector(`[data-testid=${name}]`);
            const seen = new Set();
            let [looks, wrong] = [0, 0];
            for (const until = performance.now() + 1000 * seconds; performance.now() < until || seen.size < volumes; looks++) {
                const total = hook('kpi-total-volume');
                const shown = Number((total.title || total.textContent).replaceAll(',', ''));
                const sum = [...hook('volume-by-ticker').querySelectorAll('tr[data-ticker]')]
                    .reduce((sum, { dataset }) => sum + Number(dataset.buy) + Number(dataset.sell), 0);
                wrong += shown !== sum;
                seen.add(shown);
                await new Promise(resolve => setTimeout(resolve, 10));
            }
            return [looks, wrong];
        }
        """;

    [Fact]
    public Task TerminalPage_FastFeed_TotalVolumeIsTheSumOfThoseOfTheTickersAtEveryInstant() => LookAsync(4);

    [Fact]
    [Trait("Category", "Long")]
    public Task TerminalPage_FastFeedForLong_TotalVolumeIsTheSumOfThoseOfTheTickersAtEveryInstant() => LookAsync(60);

    private async Task LookAsync(int seconds)
    {
        await Terminal.RunProducerAsync(200);
        await OpenAsync("/?tickers=AAPL,GOOGL,MSFT,AMZN,TSLA");
        await Expect(Hook("kpi-trades")).ToHaveTextAsync("200");

        var seen = await Page.EvaluateAsync<int[]>(Look, new[] { seconds, 10 * seconds }).WaitAsync(Patience.Limit * 2);

        Assert.True(seen[0] >= 10 * seconds, $"{seen[0]} looks");
        Assert.Equal(0, seen[1]);
    }
}
