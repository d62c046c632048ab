using System.Diagnostics;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.Components.Pages;
using TradeTerminal.Producers;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Components.Panels;

/// <summary>The Producer page against a broker: what the buttons do.</summary>
public sealed class ProducerRunTests(KafkaFixture kafka) : ScreenContext(kafka.BootstrapServers, kafka.CreateTopic(1))
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task StartThenStop_Confirmed_SendsAndCounts()
    {
        var producer = Services.GetRequiredService<TradeProducer>();
        var page = Render<ProducerPage>();

        page.Find("[data-testid=producer-rate]").Change("200");
        page.Find("form").Submit();
        page.Find("[data-testid=producer-confirm]").Click();
        await page.WaitForAssertionAsync(() => Assert.True(producer.State.Running), Limit);
        for (var watch = Stopwatch.StartNew(); producer.State.Acknowledged < 100; await Task.Delay(10))
        {
            Assert.True(watch.Elapsed < Limit, "nothing is acknowledged");
            // The producer keeps time by the same clock as the page.
            Clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        Market.Publish();
        await page.WaitForAssertionAsync(() => Assert.NotEqual("0", page.Find("[data-testid=producer-sent]").TextContent), Limit);
        Assert.NotEmpty(page.FindAll("tbody tr"));

        page.Find("[data-testid=producer-stop]").Click();

        await page.WaitForAssertionAsync(() => Assert.False(producer.State.Running), Limit);
        Market.Publish();
        await page.WaitForAssertionAsync(() => Assert.Equal("stopped", page.Find("[data-testid=producer-state]").TextContent), Limit);
    }
}
