using Bunit;
using TradeTerminal.Controls;
using TradeTerminal.Market;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Controls;

public sealed class SymbolSearchTests : ScreenContext
{
    private readonly List<string> _picked = [];

    public SymbolSearchTests()
    {
        foreach (var ticker in new[] { "AAPL", "AMZN", "MSFT", "NVDA" })
        {
            Market.Add(ticker, 1);
        }

        Market.Publish();
    }

    [Fact]
    public void Type_Part_FindsBeginningsFirst()
    {
        var search = Several();

        search.Find("input").Input("a");

        Assert.Equal(["AAPL", "AMZN", "NVDA"], Found(search));
        Assert.Equal("true", search.Find("input").GetAttribute("aria-expanded"));
    }

    [Fact]
    public void Type_Unknown_SaysSo()
    {
        var search = Several();

        search.Find("input").Input("<b>");

        Assert.Contains("No symbol has “<b>”", search.Find("li").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Type_MoreThanAreShown_SaysThatItIsCut()
    {
        for (var i = 0; i < 30; i++)
        {
            Market.Add($"T{i:D2}", 1);
        }

        Market.Publish();
        var search = Several();

        search.Find("input").Input("t");

        Assert.Equal([.. Enumerable.Range(0, 20).Select(i => $"T{i:D2}"), "The first 20; type more of it"], Found(search));
    }

    [Theory]
    [InlineData("Enter")]
    [InlineData(" ")]
    public void Key_OnFoundOfSeveral_PicksIt(string key)
    {
        var search = Several();

        search.Find("input").Input("m");
        search.Find("input").KeyDown("ArrowDown");
        Assert.Equal(search.FindAll("li")[1].Id, search.Find("input").GetAttribute("aria-activedescendant"));
        search.Find("input").KeyDown(key);

        Assert.Equal(["AMZN"], _picked);
    }

    [Fact]
    public void Click_FoundOfSeveral_PicksItAndStaysOpen()
    {
        var search = Several();

        search.Find("input").Click();
        search.FindAll("li")[2].Click();

        Assert.Equal(["MSFT"], _picked);
        Assert.Equal(4, Found(search).Count);
    }

    [Fact]
    public void Key_Escape_ClosesAndClears()
    {
        var search = Several();

        search.Find("input").Input("ms");
        search.Find("input").KeyDown("Escape");

        Assert.True(search.Find("ul").HasAttribute("hidden"));
        Assert.Equal("", search.Find("input").GetAttribute("value"));
    }

    [Fact]
    public void FocusOut_Open_Closes()
    {
        var search = Several();

        search.Find("input").Click();
        search.Find(".search").FocusOut();

        Assert.True(search.Find("ul").HasAttribute("hidden"));
    }

    [Fact]
    public void Render_Chosen_IsSelectedAndHooksAreThoseAskedFor()
    {
        var search = Several();

        search.Find("input").Click();

        Assert.Equal("AAPL", search.Find("[aria-selected=true]").TextContent.Trim().TrimStart('✓'));
        Assert.Equal(["ticker-AMZN", "ticker-MSFT", "ticker-NVDA"],
            search.FindAll("li[data-testid]").Select(item => item.GetAttribute("data-testid")));
    }

    [Fact]
    public void One_Shut_ShowsItsValueAndOffersEverythingWhenOpened()
    {
        var search = One();
        Assert.Equal("MSFT", search.Find("input").GetAttribute("value"));

        search.Find("input").Click();

        Assert.Equal(["AAPL", "AMZN", "MSFT", "NVDA"], Found(search));
        search.Find("input").Input("xyz");
        search.Find(".search").FocusOut();
        Assert.Equal("MSFT", search.Find("input").GetAttribute("value"));
        Assert.Empty(_picked);
    }

    /// <summary>The browser says by a change what had been typed when Enter picked another than that.</summary>
    [Fact]
    public void One_EnterOnFound_PicksItOnce()
    {
        Market.Show("A", 1);
        var search = One();

        search.Find("input").Input("a");
        search.Find("input").KeyDown("ArrowDown");
        search.Find("input").KeyDown("Enter");
        search.Find("input").Change("a");

        Assert.Equal(["AAPL"], _picked);
        Assert.True(search.Find("ul").HasAttribute("hidden"));
    }

    [Theory]
    [InlineData("nvda", "NVDA")]
    [InlineData("NVD", null)]
    [InlineData("MSFT", null)]
    public void One_NameLeftInTheField_IsPickedWhereItIsAnother(string typed, string? picked)
    {
        One().Find("input").Change(typed);

        Assert.Equal(picked is null ? [] : [picked], _picked);
    }

    private static IReadOnlyList<string> Found(IRenderedComponent<SymbolSearch> search) =>
        [.. search.FindAll("li").Select(item => item.TextContent.Trim().TrimStart('✓'))];

    private IRenderedComponent<SymbolSearch> One() => Render<SymbolSearch>(parameters => parameters
        .Add(search => search.Label, "Symbol")
        .Add(search => search.Value, "MSFT")
        .Add(search => search.IsChosen, symbol => symbol.Key == "MSFT")
        .Add(search => search.OnPick, (Instrument symbol) => _picked.Add(symbol.Key)));

    private IRenderedComponent<SymbolSearch> Several() => Render<SymbolSearch>(parameters => parameters
        .Add(search => search.Label, "Tickers")
        .Add(search => search.IsChosen, symbol => symbol.Key == "AAPL")
        .Add(search => search.HookOf, symbol => symbol.Key == "AAPL" ? null : $"ticker-{symbol.Key}")
        .Add(search => search.OnPick, (Instrument symbol) => _picked.Add(symbol.Key)));
}
