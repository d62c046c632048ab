using Bunit;
using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.Components.Panels;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Producers;

namespace TradeTerminal.Tests.Components.Panels;

public sealed class ProducerFormTests : ScreenContext
{
    private TradeProducer Producer => Services.GetRequiredService<TradeProducer>();

    [Fact]
    public void Render_Stopped_OffersTheDefaultsAndNoStop()
    {
        var form = Form();

        Assert.Equal("20", form.Find("[data-testid=producer-rate]").GetAttribute("value"));
        Assert.Equal("", form.Find("[data-testid=producer-seed]").GetAttribute("value") ?? "");
        Assert.True(form.Find("[data-testid=producer-stop]").HasAttribute("disabled"));
        Assert.Equal("Start", form.Find("[data-testid=producer-start]").TextContent.Trim());
    }

    [Fact]
    public void Submit_Wrong_NamesTheFieldAndStartsNothing()
    {
        var form = Form();

        form.Find("[data-testid=producer-rate]").Change("many");
        form.Find("form").Submit();

        Assert.Contains("1 to 1,000,000", form.Find("#rate-note.bad").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", form.Find("[data-testid=producer-rate]").GetAttribute("aria-invalid"));
        Assert.Null(Producer.State.StartedAt);
    }

    [Fact]
    public void Submit_ExternalKafka_AsksFirst()
    {
        var form = Form();

        form.Find("form").Submit();

        Assert.Contains($"topic orders at {Broker}", form.Find(".confirm").TextContent, StringComparison.Ordinal);
        Assert.Null(Producer.State.StartedAt);
        form.FindAll(".confirm button")[1].Click();
        Assert.Empty(form.FindAll(".confirm"));
        Assert.Null(Producer.State.StartedAt);
    }

    [Fact]
    public void Unlimited_Checked_NeedsNoRate()
    {
        var form = Form();

        form.Find("[data-testid=producer-unlimited]").Change(true);

        Assert.True(form.Find("[data-testid=producer-rate]").HasAttribute("disabled"));
    }

    private IRenderedComponent<ProducerForm> Form() => Render<ProducerForm>(parameters => parameters
        .Add(form => form.State, Producer.State)
        .Add(form => form.Kafka, new KafkaEndpoint("external", Broker, null))
        .Add(form => form.Topic, "orders"));
}
