using Bunit;
using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.Producers;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Brokers;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Producers;

/// <summary>The Producer page against a broker: what the buttons do.</summary>
public sealed class ProducerRunTests(KafkaFixture kafka) : ScreenContext(kafka.BootstrapServers, kafka.CreateTopic(1))
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("trades", "producer", "trade_id")]
    [InlineData("quotes", "producer-quotes", "bid_price")]
    public async Task StartThenStop_Confirmed_SendsAndCounts(string name, string hooks, string column)
    {
        var producer = Services.GetRequiredService<ProducerSet>().Find(name)!;
        var page = Render<ProducerPage>();

        page.Find($"[data-testid={hooks}-show]").Click();
        page.Find($"[data-testid={hooks}-rate]").Change("200");
        page.Find($"form:has([data-testid={hooks}-start])").Submit();
        page.Find($"[data-testid={hooks}-confirm]").Click();
        await page.WaitForAssertionAsync(() => Assert.True(producer.State.Running), Limit);
        await Eventually.TrueAsync(
            () =>
            {
                // The producer keeps time by the same clock as the page.
                Clock.Advance(TimeSpan.FromMilliseconds(100));
                return producer.State.Acknowledged >= 100;
            },
            () => $"{producer.State}");

        Market.Publish();
        await page.WaitForAssertionAsync(() => Assert.NotEqual("0", page.Find($"[data-testid={hooks}-sent]").TextContent), Limit);
        Assert.Equal(ProducerRun.LastKept, page.FindAll("[data-testid=sent-events] tbody tr").Count);
        Assert.Contains(column, page.Find("[data-testid=sent-events] thead").TextContent, StringComparison.Ordinal);

        page.Find($"[data-testid={hooks}-stop]").Click();

        await page.WaitForAssertionAsync(() => Assert.False(producer.State.Running), Limit);
        Clock.Advance(TimeSpan.FromSeconds(1));
        Market.Publish();
        await page.WaitForAssertionAsync(() => Assert.Equal("stopped", page.Find($"[data-testid={hooks}-state]").TextContent), Limit);
    }
}
