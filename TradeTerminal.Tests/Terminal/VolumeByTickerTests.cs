using Bunit;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;
using TradeTerminal.Terminal;
using TradeTerminal.Tests.Charts;

namespace TradeTerminal.Tests.Terminal;

public sealed class VolumeByTickerTests : ChartContext
{
    [Fact]
    public void Render_SomeTrades_ShowsBoughtAndSoldLargestFirst()
    {
        Market.Trade("AAPL", 2, 100, 1_000).Trade("AAPL", 1, 100, 200, Side.Sell).Trade("MSFT", 1, 400, 5_000).Publish();

        var rows = Show("").FindAll("tbody tr");

        Assert.Equal(["MSFT", "AAPL"], rows.Select(row => row.GetAttribute("data-ticker")));
        Assert.Equal(("1000", "200"), (rows[1].GetAttribute("data-buy"), rows[1].GetAttribute("data-sell")));
        Assert.Equal(["1,000", "200", "1,200"], rows[1].QuerySelectorAll("td").Skip(1).Select(cell => cell.TextContent));
    }

    [Fact]
    public void Render_TradesWithoutASide_AreAPartOfTheirOwn()
    {
        Market.Trade("AAPL", 2, 100, 1_000).Trade("AAPL", 1, 100, 500, Side.Unknown).Publish();

        var row = Show("").Find("tbody tr");

        Assert.Equal(["1,000", "0", "500", "1,500"], row.QuerySelectorAll("td").Skip(1).Select(cell => cell.TextContent));
        Assert.Equal(("500", "1500"), (row.GetAttribute("data-unknown"), row.GetAttribute("data-total")));
        Assert.Equal("width:33.3%", row.QuerySelector(".volume-unknown")!.GetAttribute("style"));
    }

    [Fact]
    public void Publish_AnotherTickerTradesMost_IsFirstAsSoonAsItsFiguresAreShown()
    {
        Market.Trade("AAPL", 2, 100, 1_000).Trade("MSFT", 2, 400, 900).Publish();
        var volumes = Show("");
        for (var step = 1; step <= 3; step++)
        {
            // Sooner than the order once changed, as late as figures do.
            Market.Clock.Advance(TimeSpan.FromMilliseconds(500));
            Market.Trade(step % 2 == 0 ? "AAPL" : "MSFT", 1, 100, 1_000 * step).Publish();
            var expected = Market.Snapshot.Window(TickerFilter.All).Volumes.Select(volume => (volume.Symbol, $"{volume.Total:N0}"))
                .ToArray();

            volumes.WaitForAssertion(() => Assert.Equal(
                expected, volumes.FindAll("tbody tr")
                    .Select(row => (row.GetAttribute("data-ticker")!, row.QuerySelector("td:last-child")!.TextContent)).ToArray()));
            Assert.Equal(step % 2 == 0 ? "AAPL" : "MSFT", expected[0].Symbol);
        }
    }

    [Fact]
    public void Render_NoTrades_SaysSo() =>
        Assert.Equal("No trades yet of the chosen tickers", Show("").Find(".chart-empty").TextContent);

    [Fact]
    public void Parameters_OtherFilter_ShowsItsRowsAtOnce()
    {
        Market.Trade("AAPL", 2, 100, 1_000).Trade("MSFT", 1, 400, 5_000).Publish();
        var volumes = Show("AAPL");

        volumes.Render(parameters => parameters.Add(chart => chart.Filter, TickerFilter.Parse("MSFT")));

        Assert.Equal("MSFT", Assert.Single(volumes.FindAll("tbody tr")).GetAttribute("data-ticker"));
    }

    [Fact]
    public async Task SetHidden_Hidden_DoesNotRenderUntilItReturns()
    {
        Market.Trade("AAPL", 2, 100, 1_000).Publish();
        var volumes = Show("");
        await volumes.InvokeAsync(() => volumes.Instance.SetHiddenAsync(true));
        var renders = volumes.RenderCount;

        Market.Clock.Advance(TimeSpan.FromSeconds(1));
        Market.Trade("AAPL", 1, 100, 1_000).Publish();
        Assert.Equal(renders, volumes.RenderCount);
        await volumes.InvokeAsync(() => volumes.Instance.SetHiddenAsync(false));

        volumes.WaitForAssertion(() => Assert.Equal("2000", volumes.Find("tbody tr").GetAttribute("data-buy")));
    }

    private IRenderedComponent<VolumeByTicker> Show(string tickers) =>
        Render<VolumeByTicker>(parameters => parameters.Add(chart => chart.Filter, TickerFilter.Parse(tickers)));
}
