using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Layout;
using TradeTerminal.Producers;
using TradeTerminal.Settings;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Layout;

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
        Assert.Equal("unreachable", strip.Find("[data-testid=feed-word]").TextContent);
    }

    [Fact]
    public void Wake_MessagesRefused_SaysHowMany()
    {
        Gauge.Begin("cluster", [new StoredOffset(0, 0, 0)]);
        Gauge.Phase(FeedPhase.Running);
        Gauge.Written([new PartitionAdvance(0, 0) { To = 11, Messages = 11, Accepted = 4, Inserted = 4, Rejected = 7 }], null, default);

        var strip = Render<StatusStrip>();

        Assert.Equal("7 of 11 refused", strip.Find("[data-testid=refused]").TextContent);
    }

    [Fact]
    public async Task Wake_PastBeingStored_SaysHowFarItHasCome()
    {
        // Nothing answers at this broker's address, so what was made up stays unstored.
        Gauge.Begin("cluster", [new StoredOffset(0, 0, 0)]);
        Gauge.Phase(FeedPhase.Running);
        var producer = Services.GetRequiredService<ProducerSet>().Trades;
        await producer.StartAsync(producer.Settings(), TimeSpan.FromMinutes(5));
        var strip = Render<StatusStrip>();

        Assert.Equal("LAGGING", State(strip));
        Assert.Equal("catching up", strip.Find("[data-testid=feed-word]").TextContent);
        Assert.InRange(double.Parse(strip.Find("progress").GetAttribute("value")!, CultureInfo.InvariantCulture), 0, 1);
        Assert.EndsWith("%", strip.Find("[data-testid=past]").TextContent.Trim(), StringComparison.Ordinal);

        await producer.StopAsync();
        Market.Updates.Wake();
        strip.WaitForAssertion(() => Assert.Empty(strip.FindAll("[data-testid=past]")));
        Assert.NotEqual("catching up", strip.Find("[data-testid=feed-word]").TextContent);
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
        Assert.Equal("halted", strip.Find("[data-testid=feed-word]").TextContent);
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

    [Fact]
    public void Latency_Pressed_ShowsTheStages()
    {
        Gauge.Latency.Record(Stage.Committed, TimeSpan.FromMilliseconds(3));
        var strip = Render<StatusStrip>();
        Assert.Empty(strip.FindAll("[data-stage]"));

        strip.Find("[data-testid=latency-stages]").Click();

        Assert.Equal(6, strip.FindAll("[data-stage]").Count);
        Assert.Equal(
            ["received → committed longest", "3.0 ms", "3.0 ms", "1"],
            strip.Find("[data-stage=received_to_committed]").Children.Select(cell => cell.TextContent));
    }

    [Fact]
    public void Clock_ZoneChosen_NamesIt()
    {
        var viewer = Viewer.Of(ViewerSettings.Default.With(Setting.Zone, "Asia/Kolkata"));

        var strip = Render<CascadingValue<Viewer>>(parameters => parameters.Add(it => it.Value, viewer).AddChildContent<StatusStrip>());

        Assert.Equal("20:00:00 Kolkata", strip.Find("#pulse").TextContent);
    }

    private static string State(IRenderedComponent<StatusStrip> strip) => strip.Find("[data-testid=feed-state]").TextContent;
}
