using Bunit;
using TradeTerminal.Components.Layout;
using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Tests.Components.Layout;

public sealed class StatusStripTests : ScreenContext
{
    [Fact]
    public void Render_Starting_IsDown()
    {
        var strip = Render<StatusStrip>();

        Assert.Equal("DOWN", State(strip));
        Assert.Equal("the feed is starting", strip.Find(".reason").TextContent);
        Assert.Equal("–", strip.Find("[data-testid=latency]").TextContent);
    }

    [Fact]
    public void Wake_PhaseChanged_SaysSo()
    {
        var strip = Render<StatusStrip>();

        Gauge.Phase(FeedPhase.Running);
        Market.Show("AAPL", 1);
        strip.WaitForAssertion(() => Assert.Equal("LIVE", State(strip)));

        Gauge.Phase(FeedPhase.WaitingForDatabase, "Connection refused");
        Clock.Advance(TimeSpan.FromSeconds(1));
        Market.Updates.Wake();
        strip.WaitForAssertion(() => Assert.Equal("DOWN", State(strip)));
        Assert.Equal("waiting for PostgreSQL: Connection refused", strip.Find(".reason").TextContent);
    }

    [Fact]
    public void Wake_NothingNew_BecomesStaleWithItsAge()
    {
        Gauge.Phase(FeedPhase.Running);
        Market.Show("AAPL", 1);
        var strip = Render<StatusStrip>();

        Clock.Advance(TimeSpan.FromSeconds(30));
        Market.Updates.Wake();

        strip.WaitForAssertion(() => Assert.Equal("STALE", State(strip)));
        Assert.Equal("32 s", strip.Find("[data-testid=newest-age]").TextContent);
    }

    [Fact]
    public void Wake_TimePasses_MovesThePulse()
    {
        var strip = Render<StatusStrip>();
        var before = strip.Find("#pulse").GetAttribute("datetime");

        Clock.Advance(TimeSpan.FromSeconds(1));
        Market.Updates.Wake();

        strip.WaitForAssertion(() => Assert.NotEqual(before, strip.Find("#pulse").GetAttribute("datetime")));
        Assert.Equal("14:30:01 UTC", strip.Find("#pulse").TextContent);
    }

    [Fact]
    public void Render_Configured_SaysWhatIsEmbeddedAndWhatMadeUp()
    {
        var text = Render<StatusStrip>().Find("footer").TextContent;

        Assert.Contains("Kafka external", text, StringComparison.Ordinal);
        Assert.Matches(@"PostgreSQL\s+external", text);
        Assert.Contains("no producer", text, StringComparison.Ordinal);
        Assert.Matches(@"version \d+\.\d+\.\d+", text);
    }

    private static string State(IRenderedComponent<StatusStrip> strip) => strip.Find("[data-testid=feed-state]").TextContent;
}
