using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Live;
using TradeTerminal.Market;
using TradeTerminal.Producers.Scenarios;
using TradeTerminal.Tests.Producers.Replay;

namespace TradeTerminal.Tests.Producers.Scenarios;

/// <summary>The panel over a terminal that runs.</summary>
[Collection(ReplayHost.Collection)]
public sealed class ScenarioPanelRunTests(ReplayHost host) : BunitContext
{
    [Fact]
    public async Task Click_Embedded_RunsAndShowsTheVerdict()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddScoped<LiveFrames>();
        foreach (var service in new[] { typeof(ScenarioSet), typeof(ScenarioLeftovers), typeof(TimeProvider), typeof(MarketUpdates) })
        {
            Services.AddSingleton(service, host.Terminal.Services.GetRequiredService(service));
        }

        var panel = Render<ScenarioPanel>(parameters => parameters.Add(panel => panel.Kafka, new KafkaEndpoint("embedded", "here", null)));

        await PressAsync(panel, "scenario-late");

        await panel.WaitForAssertionAsync(
            () => Assert.Equal("passed", panel.Find("[data-testid=scenario-late-verdict]").TextContent));
        Assert.Contains("/instrument/DEMO-LATE", panel.FindAll(".leads a").Select(link => link.GetAttribute("href")));
        Assert.Contains("3 of 3 candles equal", panel.Markup, StringComparison.Ordinal);

        await PressAsync(panel, "scenarios-left");
        await panel.WaitForAssertionAsync(
            () => Assert.Contains("DEMO-LATE", panel.Find(".cleaning").TextContent, StringComparison.Ordinal));
        await PressAsync(panel, "scenarios-left-confirm");
        await panel.WaitForAssertionAsync(
            () => Assert.StartsWith("Deleted ", panel.Find("[data-testid=scenarios-left-said]").TextContent.Trim(), StringComparison.Ordinal));
    }

    /// <summary>In the renderer's turn: the market moves the panel, and what was found may be another one when it is clicked.</summary>
    private static Task PressAsync(IRenderedComponent<ScenarioPanel> panel, string hook) =>
        panel.InvokeAsync(() => panel.Find($"[data-testid={hook}]").ClickAsync());
}
