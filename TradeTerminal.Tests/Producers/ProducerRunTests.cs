using System.Text.Json;
using Bunit;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.Producers;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Brokers;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Producers;

/// <summary>The Producer page against a broker: what the buttons do.</summary>
public sealed class ProducerRunTests(KafkaFixture kafka) : ScreenContext(kafka.BootstrapServers, kafka.CreateTopic(1))
{
    private static readonly TimeSpan Limit = Patience.Limit;

    /// <summary>A day before the run is sent first, oldest first and a step at a time, and then the run goes on at its pace.</summary>
    [Fact]
    public async Task Start_WithAPast_SendsItFirst()
    {
        var producer = Services.GetRequiredService<ProducerSet>().Find("indices")!;
        var now = Clock.GetUtcNow().UtcDateTime;

        await producer.StartAsync(producer.Settings(), TimeSpan.FromHours(1));
        await Eventually.TrueAsync(() => producer.State is { Past: null, Acknowledged: >= 180 * 3 }, () => $"{producer.State}");
        await producer.StopAsync();

        using var consumer = new ConsumerBuilder<Ignore, byte[]>(new ConsumerConfig { BootstrapServers = kafka.BootstrapServers, GroupId = "past" })
            .SetLogHandler((_, _) => { }).Build();
        consumer.Assign(new TopicPartitionOffset(producer.Topic, 0, 0));
        using var limit = new CancellationTokenSource(Limit);
        var times = Enumerable.Range(0, 180 * 3).Select(_ => JsonSerializer.Deserialize<JsonElement>(consumer.Consume(limit.Token).Message.Value)
            .GetProperty("timestamp").GetDateTime()).ToList();
        Assert.Equal(now.AddHours(-1), times[0], TimeSpan.FromMilliseconds(1));
        Assert.Equal(times.Order(), times);
        Assert.Equal(TimeSpan.FromSeconds(20), times[3] - times[0]);
        Assert.Equal(now.AddSeconds(-20), times[^1], TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task StopAll_Running_StopsAndStartAllIsNotOfferedOnAnotherBroker()
    {
        var producers = Services.GetRequiredService<ProducerSet>();
        var page = Render<ProducerPage>();
        Assert.Empty(page.FindAll("[data-testid=producers-start]"));
        await producers.Find("indices")!.StartAsync(producers.Find("indices")!.Settings());

        page.Find("[data-testid=producers-stop]").Click();

        await page.WaitForAssertionAsync(() => Assert.All(producers.All, producer => Assert.False(producer.State.Running)), Limit);
    }

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
