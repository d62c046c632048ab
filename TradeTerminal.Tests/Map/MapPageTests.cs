using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Ticks;
using TradeTerminal.Map;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Map;

public sealed class MapPageTests : ScreenContext
{
    [Fact]
    public void Render_NoPrices_SaysTheNextStepAndFillsItselfLater()
    {
        var page = Render<MapPage>();
        Assert.Equal("/producer", page.Find(".empty a").GetAttribute("href"));

        Market.Show("AAPL", 190);

        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-testid=map-tile-AAPL]")));
    }

    [Fact]
    public void Render_Trades_SizesByNotionalAndSaysTheChange()
    {
        Gauge.Phase(FeedPhase.Running);
        Market.Show("AAPL", 100, 30);
        Market.Show("MSFT", 100, 10);
        Market.Show("MSFT", 90, 10);

        var page = Render<MapPage>();

        Assert.Equal(["map-tile-AAPL", "map-tile-MSFT"], page.FindAll(".tile").Select(tile => tile.GetAttribute("data-testid")));
        var fallen = page.Find("[data-testid=map-tile-MSFT]");
        Assert.Equal(("MSFT, down 10.00 %", "/instrument/MSFT"), (fallen.GetAttribute("title"), fallen.GetAttribute("href")));
        Assert.Contains("down", fallen.ClassList);
        // 3,000 of 4,900.
        Assert.Contains("width:61.224%", page.Find("[data-testid=map-tile-AAPL]").GetAttribute("style"), StringComparison.Ordinal);
        Assert.Contains("▼ −10.00 %", page.Find("[data-testid=map-row-MSFT]").TextContent, StringComparison.Ordinal);
        Assert.Contains("1,900", page.Find("[data-testid=map-row-MSFT]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_OldPrices_AreGreyAndSaySo()
    {
        Gauge.Phase(FeedPhase.Running);
        Market.Show("AAPL", 100);
        Clock.Advance(TimeSpan.FromHours(1));

        var tile = Render<MapPage>().Find("[data-testid=map-tile-AAPL]");

        Assert.Contains("is-old", tile.ClassList);
        Assert.EndsWith(", stale", tile.GetAttribute("title"), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_FeedWithoutVolume_DrawsAllAlikeAndSaysSo()
    {
        foreach (var (symbol, price) in new[] { ("BTC-USD", 87_000m), ("ETH-USD", 3_000m) })
        {
            Market.Add(PricedFeeds.Crypto, PricePoint.Of(new Tick(symbol, price, 0, PriceOrigin.Synthetic, null, ScreenClock.Start, 0, 0)));
        }

        Market.Publish();
        Services.GetRequiredService<NavigationManager>().NavigateTo("/map?feed=crypto");

        var page = Render<MapPage>();

        Assert.All(page.FindAll(".tile"), tile => Assert.Contains("50%", tile.GetAttribute("style"), StringComparison.Ordinal));
        Assert.StartsWith("Size: all alike", page.Find("[data-testid=map-says]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choices_Made_AreInTheUrlAndSortTheBars()
    {
        Market.Show("AAPL", 100, 30);
        Market.Show("MSFT", 100, 10);
        Market.Show("MSFT", 110, 1);
        var page = Render<MapPage>();

        await page.Find("[data-testid=map-by-change]").ClickAsync(new());

        Assert.EndsWith("/map?by=change", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.Equal(["map-row-MSFT", "map-row-AAPL"], page.FindAll("tbody tr").Select(row => row.GetAttribute("data-testid")));
    }
}
