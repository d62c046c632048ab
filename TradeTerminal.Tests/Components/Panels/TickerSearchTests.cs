using Bunit;
using TradeTerminal.Components.Panels;
using TradeTerminal.Market;

namespace TradeTerminal.Tests.Components.Panels;

public sealed class TickerSearchTests : BunitContext
{
    private readonly List<string> _toggled = [];

    [Fact]
    public void Type_Part_FindsBeginningsFirst()
    {
        var search = Search();

        search.Find("input").Input("a");

        Assert.Equal(["AAPL", "AMZN", "NVDA"], Found(search));
        Assert.Equal("true", search.Find("input").GetAttribute("aria-expanded"));
    }

    [Fact]
    public void Type_Unknown_SaysSo()
    {
        var search = Search();

        search.Find("input").Input("<b>");

        Assert.Contains("No ticker has “<b>”", search.Find("li").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Enter")]
    [InlineData(" ")]
    public void Key_OnFound_TogglesIt(string key)
    {
        var search = Search();

        search.Find("input").Input("m");
        search.Find("input").KeyDown("ArrowDown");
        Assert.Equal(search.FindAll("li")[1].Id, search.Find("input").GetAttribute("aria-activedescendant"));
        search.Find("input").KeyDown(key);

        Assert.Equal(["AMZN"], _toggled);
    }

    [Fact]
    public void Click_Found_TogglesItAndStaysOpen()
    {
        var search = Search();

        search.Find("input").Click();
        search.FindAll("li")[2].Click();

        Assert.Equal(["MSFT"], _toggled);
        Assert.Equal(4, Found(search).Count);
    }

    [Fact]
    public void Key_Escape_ClosesAndClears()
    {
        var search = Search();

        search.Find("input").Input("ms");
        search.Find("input").KeyDown("Escape");

        Assert.True(search.Find("ul").HasAttribute("hidden"));
        Assert.Equal("", search.Find("input").GetAttribute("value"));
    }

    [Fact]
    public void FocusOut_Open_Closes()
    {
        var search = Search();

        search.Find("input").Click();
        search.Find(".search").FocusOut();

        Assert.True(search.Find("ul").HasAttribute("hidden"));
    }

    [Fact]
    public void Render_Chosen_IsSelected_AndOnlyOthersCarryTheHook()
    {
        var search = Search();

        search.Find("input").Click();

        Assert.Equal("AAPL", search.Find("[aria-selected=true]").TextContent.Trim().TrimStart('✓'));
        Assert.Equal(["ticker-AMZN", "ticker-MSFT", "ticker-NVDA"], search.FindAll("li[data-testid]").Select(item => item.GetAttribute("data-testid")));
    }

    private static IReadOnlyList<string> Found(IRenderedComponent<TickerSearch> search) =>
        [.. search.FindAll("li").Select(item => item.TextContent.Trim().TrimStart('✓'))];

    private IRenderedComponent<TickerSearch> Search() => Render<TickerSearch>(parameters => parameters
        .Add(search => search.Symbols, ["AAPL", "AMZN", "MSFT", "NVDA"])
        .Add(search => search.Chips, ["AAPL"])
        .Add(search => search.Filter, TickerFilter.Of(["AAPL"]))
        .Add(search => search.OnToggle, _toggled.Add));
}
