using Bunit;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;
using TradeTerminal.Terminal;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Terminal;

public sealed class KpisTests : ScreenContext
{
    [Fact]
    public void Render_NoTrades_ShowsDashesAndZeros()
    {
        var kpis = Kpis(TickerFilter.All);

        Assert.Equal(("0", "–", "–", "0", "–", "0.0"), Values(kpis));
    }

    [Fact]
    public void Render_Trades_ShowsTheirFigures()
    {
        Market.Add("AAPL", 190.10m, 100);
        Market.Add("MSFT", 410.30m, 300, Side.Sell);
        Market.Publish();

        Assert.Equal(("2", "300.20", "355.25", "400", "MSFT", "0.2"), Values(Kpis(TickerFilter.All)));
    }

    [Fact]
    public void Render_OneTickerOfEightDecimals_LeavesTheAveragesOfTheOthersAsTheyAre()
    {
        Market.Add("AAPL", 190.10m, 100);
        Market.Add("MSFT", 410.30m, 300);
        Market.Add("TINY", 0.00012345m, 1);
        Market.Publish();

        var kpis = Kpis(TickerFilter.All);
        Assert.Equal(("200.13", "354.36"), (Value(kpis, "kpi-average-price"), Value(kpis, "kpi-vwap")));
        Assert.Equal("0.00012345", Value(Kpis(TickerFilter.Of(["TINY"])), "kpi-average-price"));
    }

    [Fact]
    public void Render_VolumeThatHasNoRoom_IsShortAndExactInItsTitle()
    {
        Market.Add("BIG", 1, 9_007_199_254_740_992);
        Market.Publish();

        var volume = Kpis(TickerFilter.All).Find("[data-testid=kpi-total-volume]");

        Assert.Equal(("9.007Q", "9,007,199,254,740,992"), (volume.TextContent, volume.GetAttribute("title")));
    }

    [Fact]
    public void Render_Filter_CountsOnlyTheChosen()
    {
        Market.Add("AAPL", 190.125m, 100);
        Market.Add("MSFT", 410, 300);
        Market.Publish();

        Assert.Equal(("1", "190.125", "190.125", "100", "AAPL", "0.1"), Values(Kpis(TickerFilter.Of(["AAPL"]))));
        Assert.Equal(("0", "–", "–", "0", "–", "0.0"), Values(Kpis(TickerFilter.None)));
    }

    [Fact]
    public void Follow_NewTrade_ChangesAndFlashesOnlyWhatChanged()
    {
        Market.Show("AAPL", 190, 100);
        var kpis = Kpis(TickerFilter.All);

        Market.Show("AAPL", 190, 50);

        kpis.WaitForAssertion(() => Assert.Equal("2", Value(kpis, "kpi-trades")));
        Assert.Contains("flash-", kpis.Find("[data-testid=kpi-trades]").ClassName, StringComparison.Ordinal);
        Assert.DoesNotContain("flash-", kpis.Find("[data-testid=kpi-average-price]").ClassName, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_Subscribed_FollowsNoMore()
    {
        Kpis(TickerFilter.All);
        Assert.Equal(1, Market.Updates.SubscriberCount);

        await DisposeComponentsAsync();

        Assert.Equal(0, Market.Updates.SubscriberCount);
    }

    private static string Value(IRenderedComponent<Kpis> kpis, string id) => kpis.Find($"[data-testid={id}]").TextContent;

    private static (string, string, string, string, string, string) Values(IRenderedComponent<Kpis> kpis) => (
        Value(kpis, "kpi-trades"), Value(kpis, "kpi-average-price"), Value(kpis, "kpi-vwap"),
        Value(kpis, "kpi-total-volume"), Value(kpis, "kpi-most-active"), Value(kpis, "kpi-rate"));

    private IRenderedComponent<Kpis> Kpis(TickerFilter filter) =>
        Render<Kpis>(parameters => parameters.Add(kpis => kpis.Filter, filter));
}
