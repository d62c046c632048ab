using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.Charts;
using TradeTerminal.Controls;
using TradeTerminal.Map;
using TradeTerminal.Market;
using TradeTerminal.MarketWatch;
using TradeTerminal.Settings;
using TradeTerminal.Terminal;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Settings;

/// <summary>What a browser hides is out of its lists, and there for who asks for it.</summary>
public sealed class HiddenSymbolsTests : ScreenContext
{
    private static readonly ViewerSettings Hiding = ViewerSettings.Default.With(Setting.Hidden, "AAPL");

    [Theory]
    [InlineData("none", true)]
    [InlineData("AAPL", true)]
    [InlineData("AAPL+BRK.B+BTC/USD", true)]
    [InlineData("A%2BB+BTC/USDT:USDT+SPY%20%20%20260417C00500000+%5EGSPC", true)]
    [InlineData("aapl", false)]
    [InlineData("", false)]
    [InlineData("AAPL++MSFT", false)]
    [InlineData("AAPL;path", false)]
    public void TryParse_Text_TakesSymbols(string text, bool isTaken)
    {
        Assert.Equal(isTaken, HiddenSymbols.TryParse(text, out var hidden));
        Assert.Equal(isTaken ? text : "none", hidden.ToString());
    }

    [Fact]
    public void With_TooMany_IsRefused()
    {
        var full = Enumerable.Range(0, HiddenSymbols.Most).Aggregate(HiddenSymbols.None, (all, at) => all.With($"SYMBOL-{at:D8}")!);

        Assert.Null(full.With("AAPL"));
        Assert.NotNull(full.With("SYMBOL-00000001"));
        Assert.Equal(full.ToString(), ViewerSettings.Parse($"theme=light&hidden={full}")[Setting.Hidden]);
    }

    [Fact]
    public void FilterBar_Hidden_IsNoChipUnlessChosen()
    {
        Market.Show("AAPL", 100);
        Market.Show("MSFT", 100);

        var bar = RenderWith<FilterBar>(parameters => parameters.Add(one => one.View, TerminalView.Default));
        Assert.Empty(bar.FindAll("[data-testid=ticker-AAPL]"));
        Assert.Single(bar.FindAll("[data-testid=ticker-MSFT]"));
        Assert.Equal("1 hidden", bar.Find("[data-testid=hidden-count]").TextContent);

        var chosen = RenderWith<FilterBar>(parameters => parameters.Add(one => one.View, TerminalView.Parse("AAPL", null, null)));
        Assert.Single(chosen.FindAll("[data-testid=ticker-AAPL]"));
    }

    [Fact]
    public async Task FilterBar_DeleteOnAChip_HidesIt()
    {
        Market.Show("AAPL", 100);
        Market.Show("MSFT", 100);
        var bar = RenderWith<FilterBar>(parameters => parameters.Add(one => one.View, TerminalView.Default));

        await bar.Find("[data-testid=ticker-MSFT]").KeyDownAsync(new KeyboardEventArgs { Key = "Delete" });

        Assert.Equal("AAPL+MSFT", Services.GetRequiredService<ViewerState>().Current.Hidden.ToString());
    }

    [Fact]
    public void Lists_Hidden_LeaveItOut()
    {
        Market.Show("AAPL", 100);
        Market.Show("MSFT", 100);
        var (snapshot, hidden) = (Market.Updates.Current, HiddenSymbols.Of(Hiding));

        Assert.Equal(["MSFT"], LineFrames.Choose(snapshot, TickerFilter.All, hidden).Keys);
        Assert.Equal(["AAPL"], LineFrames.Choose(snapshot, TickerFilter.Of(["AAPL"]), hidden).Keys);
        Assert.Empty(RenderWith<MarketPage>().FindAll("[data-testid=market-row-trades-AAPL]"));
        Assert.Empty(RenderWith<MapPage>().FindAll("[data-testid=map-row-AAPL]"));
        Assert.Single(RenderWith<MapPage>().FindAll("[data-testid=map-row-MSFT]"));
    }

    [Fact]
    public void Search_Hidden_ComesLast()
    {
        Market.Show("AAPL", 100);
        Market.Show("AAPLX", 100);
        var search = RenderWith<SymbolSearch>(parameters => parameters.Add(one => one.HookOf, one => $"find-{one.Symbol}"));

        search.Find("input").Input("AA");

        Assert.Equal(["find-AAPLX", "find-AAPL"], search.FindAll("li[data-testid]").Select(found => found.GetAttribute("data-testid")));
    }

    [Fact]
    public async Task SettingsPage_ShownAgain_IsKept()
    {
        Services.GetRequiredService<ViewerState>().Set(Hiding);
        var form = Render<SettingsForm>(parameters => parameters
            .Add(one => one.Settings, Hiding)
            .Add(one => one.OnChange, chosen => Services.GetRequiredService<ViewerStore>().SaveAsync(chosen.Setting, chosen.Value)));

        await form.Find("[data-testid=show-AAPL]").ClickAsync();

        Assert.Equal(0, Services.GetRequiredService<ViewerState>().Current.Hidden.Count);
    }

    private IRenderedComponent<T> RenderWith<T>(Action<ComponentParameterCollectionBuilder<T>>? parameters = null)
        where T : Microsoft.AspNetCore.Components.IComponent =>
        Render<T>(builder =>
        {
            builder.AddCascadingValue(Viewer.Of(Hiding));
            parameters?.Invoke(builder);
        });
}
