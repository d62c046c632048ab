using Bunit;
using Microsoft.AspNetCore.Components.Web;
using TradeTerminal.Components.Panels;

namespace TradeTerminal.Tests.Components.Panels;

/// <summary>The chosen ticker's price, in the panel and in the page's title.</summary>
public sealed class PriceTests : ScreenContext
{
    [Fact]
    public void LastPrice_Fall_HasSignAndShape()
    {
        Market.Show("AAPL", 200);
        Market.Show("AAPL", 199);

        var quote = Render<LastPrice>(parameters => parameters.Add(it => it.Ticker, "AAPL"));

        Assert.Equal("199.00", quote.Find(".last").TextContent);
        Assert.Equal("▼ −0.50 %", string.Join(' ', quote.Find(".change.down").TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal("199.00 – 200.00", quote.Find(".range").TextContent.Trim());
    }

    [Fact]
    public void LastPrice_NewTrade_Follows()
    {
        Market.Show("AAPL", 200);
        var quote = Render<LastPrice>(parameters => parameters.Add(it => it.Ticker, "AAPL"));

        Market.Show("AAPL", 201.125m);

        quote.WaitForAssertion(() => Assert.Equal("201.125", quote.Find(".last").TextContent));
    }

    [Fact]
    public void LastPrice_TickerWithoutTrades_ShowsNothing() =>
        Assert.Empty(Render<LastPrice>(parameters => parameters.Add(it => it.Ticker, "ZZZZ")).Markup.Trim());

    [Theory]
    [InlineData("AAPL", "AAPL 200.00 · Trade Terminal")]
    [InlineData("ZZZZ", "Trade Terminal")]
    [InlineData(null, "Trade Terminal")]
    public void LiveTitle_Ticker_CarriesItsPrice(string? ticker, string expected)
    {
        Market.Show("AAPL", 200);

        var title = Render<LiveTitle>(parameters => parameters.Add(it => it.Ticker, ticker));

        Assert.Equal(expected, Render(title.FindComponent<PageTitle>().Instance.ChildContent!).Markup);
    }
}
