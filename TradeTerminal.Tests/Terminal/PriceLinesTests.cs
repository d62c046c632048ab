using Bunit;
using TradeTerminal.Market;
using TradeTerminal.Terminal;
using TradeTerminal.Tests.Charts;

namespace TradeTerminal.Tests.Terminal;

public sealed class PriceLinesTests : ChartContext
{
    [Fact]
    public async Task Render_First_SendsTheChosenLines()
    {
        Market.Trade("AAPL", 2, 100).Trade("MSFT", 1, 400).Trade("TSLA", 1, 240).Publish();

        Show("AAPL,TSLA");

        var frame = await NextAsync();
        Assert.True(frame.Whole);
        Assert.Equal(["AAPL", "TSLA"], frame.Lines.Select(line => line.Symbol));
    }

    [Fact]
    public async Task Publish_NewTicker_SendsAWholeFrameAndThenChanges()
    {
        Market.Trade("AAPL", 2, 100).Publish();
        Show("");
        await NextAsync();

        Market.Trade("MSFT", 1, 400).Publish();
        var whole = await NextAsync();
        // Lines are drawn four times a second.
        Market.Clock.Advance(TimeSpan.FromMilliseconds(250));
        Market.Trade("MSFT", 1, 401).Publish();
        var changes = await NextAsync();

        Assert.True(whole.Whole);
        Assert.False(changes.Whole);
        Assert.Equal(["MSFT"], changes.Lines.Select(line => line.Symbol));
    }

    [Fact]
    public async Task Parameters_OtherFilter_SendsItsLines()
    {
        Market.Trade("AAPL", 2, 100).Trade("MSFT", 1, 400).Publish();
        var lines = Show("AAPL");
        await NextAsync();

        lines.Render(parameters => parameters.Add(chart => chart.Filter, TickerFilter.Parse("MSFT")));

        Assert.Equal("MSFT", Assert.Single((await NextAsync()).Lines).Symbol);
    }

    [Fact]
    public void Render_SomeTickers_NamesTheExtremes()
    {
        Market.Trade("AAPL", 9, 100).Trade("AAPL", 1, 101).Trade("MSFT", 9, 400).Trade("MSFT", 1, 398).Publish();

        Assert.Equal(
            "Prices of the last ten minutes, 2 symbols: highest AAPL, up 1.00 %; lowest MSFT, down 0.50 %.",
            Show("").Find("[data-testid=price-lines]").GetAttribute("aria-label"));
    }

    private IRenderedComponent<PriceLines> Show(string tickers) =>
        Render<PriceLines>(parameters => parameters.Add(chart => chart.Filter, TickerFilter.Parse(tickers)));

    private async Task<LinesFrame> NextAsync()
    {
        var frame = await Browser.FrameAsync();
        frame.Answer();
        return FrameReader.ReadLines(frame.Bytes);
    }
}
