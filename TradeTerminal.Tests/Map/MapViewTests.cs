using TradeTerminal.Map;

namespace TradeTerminal.Tests.Map;

public sealed class MapViewTests
{
    [Theory]
    [InlineData(null, null, "/map")]
    [InlineData("trades", "size", "/map")]
    [InlineData("CRYPTO", "change", "/map?feed=crypto&by=change")]
    [InlineData("nonsense", "nonsense", "/map")]
    public void Uri_ParsedView_IsItsShortestForm(string? feed, string? by, string uri) => Assert.Equal(uri, MapView.Parse(feed, by).Uri);

    [Fact]
    public void Parse_WhatIsUnknown_IsNamed()
    {
        Assert.Equal(
            ["feed=“zz” must be one of trades, quotes, commodities, crypto, indices", "by=“age” must be size or change"],
            MapView.Parse("zz", "age").Problems);
        Assert.Empty(MapView.Parse("quotes", "change").Problems);
    }
}
