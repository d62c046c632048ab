using Bunit;
using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Producers.Scenarios;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Producers.Scenarios;

public sealed class ScenarioPanelTests : ScreenContext
{
    [Fact]
    public void Render_NotRun_ShowsEachWithWhatToLookFor()
    {
        var panel = Panel();

        Assert.Equal(8, panel.FindAll(".scenario").Count);
        Assert.Equal("not run yet", panel.Find("[data-testid=scenario-arbitrage-verdict]").TextContent);
        Assert.Contains("28,800", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Click_ExternalKafka_AsksFirst()
    {
        var panel = Panel();

        panel.Find("[data-testid=scenario-burst]").Click();

        Assert.Contains(Broker, panel.Find(".confirm").TextContent, StringComparison.Ordinal);
        panel.Find("[data-testid=scenario-cancel]").Click();
        Assert.Empty(panel.FindAll(".confirm"));
        Assert.Equal(ScenarioPhase.Idle, Services.GetRequiredService<ScenarioSet>().Find("burst")!.State.Phase);
    }

    private IRenderedComponent<ScenarioPanel> Panel() => Render<ScenarioPanel>(parameters => parameters
        .Add(panel => panel.Kafka, new KafkaEndpoint("external", Broker, null)));
}
