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
    public void Leads_EveryScenario_ArePagesWithWhatItIsAbout()
    {
        foreach (var run in Services.GetRequiredService<ScenarioSet>().All)
        {
            var leads = run.Scenario.Leads("DEMO-X");

            Assert.Contains(leads, link => link.Uri.Contains("DEMO-X", StringComparison.Ordinal));
            Assert.All(leads, link => Assert.StartsWith("/", link.Uri, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(29, 1.03)]
    [InlineData(60, 0.5)]
    public void PauseAfter_SlowRun_LastsAboutHalfAMinuteAndNoPauseIsLong(int messages, double seconds) =>
        Assert.Equal(seconds, ScenarioStage.PauseAfter(messages).TotalSeconds, 0.01);

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
