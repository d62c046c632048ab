using Bunit;
using Microsoft.AspNetCore.Components.Web;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Layout;
using TradeTerminal.Market;
using TradeTerminal.Terminal;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Terminal;

/// <summary>The chosen ticker's price, in the panel and in the page's title.</summary>
public sealed class PriceTests : ScreenContext
{
    [Fact]
    public void LastPrice_Fall_HasSignAndShape()
    {
        Market.Show("AAPL", 200);
        Market.Show("AAPL", 199);

        var quote = Render<LastPrice>(parameters => parameters.Add(it => it.Instrument, Instrument.OfTrades("AAPL")));

        Assert.Equal("199.00", quote.Find(".last").TextContent);
        Assert.Equal("▼ −0.50 %",
            string.Join(' ', quote.Find(".change.down").TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal("since 00:00 UTC", quote.Find(".since").TextContent);
        Assert.Equal("199.00 – 200.00", quote.Find(".range").TextContent.Trim());
    }

    [Fact]
    public void LastPrice_ChangeThatReadsZero_HasNoDirection()
    {
        Market.Show("AAPL", 200_000);
        Market.Show("AAPL", 199_999);

        var change = Render<LastPrice>(parameters => parameters.Add(it => it.Instrument, Instrument.OfTrades("AAPL"))).Find(".change");

        Assert.Equal("■ 0.00 %", string.Join(' ', change.TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)));
        Assert.Contains("weak", change.ClassName, StringComparison.Ordinal);
    }

    [Fact]
    public void LastPrice_NewTrade_Follows()
    {
        Market.Show("AAPL", 200);
        var quote = Render<LastPrice>(parameters => parameters.Add(it => it.Instrument, Instrument.OfTrades("AAPL")));

        Market.Show("AAPL", 201.125m);

        quote.WaitForAssertion(() => Assert.Equal("201.125", quote.Find(".last").TextContent));
    }

    [Fact]
    public void LastPrice_TickerWithoutTrades_ShowsNothing() =>
        Assert.Empty(Render<LastPrice>(parameters => parameters.Add(it => it.Instrument, Instrument.OfTrades("ZZZZ"))).Markup.Trim());

    [Theory]
    [InlineData("AAPL", "AAPL 200.00 · Trade Terminal")]
    [InlineData("ZZZZ", "Trade Terminal")]
    [InlineData(null, "Trade Terminal")]
    public void LiveTitle_Ticker_CarriesItsPrice(string? ticker, string expected)
    {
        Gauge.Phase(FeedPhase.Running);
        Market.Show("AAPL", 200);

        var title = Render<LiveTitle>(parameters => parameters.Add(it => it.Instrument, ticker is null ? null : Instrument.OfTrades(ticker)));

        Assert.Equal(expected, Title(title));
    }

    [Fact]
    public void LiveTitle_NotLive_BeginsWithTheStateAndTheAge()
    {
        Gauge.Phase(FeedPhase.Running);
        Market.Show("AAPL", 200);
        var title = Render<LiveTitle>(parameters => parameters.Add(it => it.Instrument, Instrument.OfTrades("AAPL")));

        Clock.Advance(TimeSpan.FromSeconds(30));
        Market.Updates.Wake();
        title.WaitForAssertion(() => Assert.Equal("STALE 32 s · AAPL 200.00 · Trade Terminal", Title(title)));

        Gauge.Phase(FeedPhase.WaitingForKafka, "gone");
        Clock.Advance(TimeSpan.FromSeconds(1));
        Market.Updates.Wake();
        title.WaitForAssertion(() => Assert.Equal("DOWN · AAPL 200.00 · Trade Terminal", Title(title)));
    }

    [Fact]
    public void LastPrice_NothingNew_AgesByTheTickersOwnRhythm()
    {
        Gauge.Phase(FeedPhase.Running);
        // A trade every two seconds: slow after ten, stale after twenty.
        Enumerable.Range(0, 10).ToList().ForEach(_ => Market.Show("AAPL", 200));
        var quote = Render<LastPrice>(parameters => parameters.Add(it => it.Instrument, Instrument.OfTrades("AAPL")));
        Assert.Equal("2.0 s", quote.Find("[data-testid=chart-age]").TextContent.Trim());
        Assert.Empty(quote.FindAll("[data-testid=chart-state]"));

        foreach (var (seconds, state) in new[] { (12, "SLOW"), (22, "STALE") })
        {
            Clock.Advance(TimeSpan.FromSeconds(10));
            Market.Updates.Wake();
            quote.WaitForAssertion(() => Assert.Equal(state, quote.Find("[data-testid=chart-state]").TextContent));
            Assert.Contains($"{seconds} s", quote.Find("[data-testid=chart-age]").TextContent, StringComparison.Ordinal);
        }

        Assert.Contains("is-old", quote.Find(".last").ClassList);
    }

    private string Title(IRenderedComponent<LiveTitle> title) =>
        Render(title.FindComponent<PageTitle>().Instance.ChildContent!).Markup;
}
