using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Live;
using TradeTerminal.Market;
using TradeTerminal.Producers.Replay;

namespace TradeTerminal.Tests.Producers.Replay;

/// <summary>The panel over a replay that goes on: what its buttons do.</summary>
[Collection(ReplayHost.Collection)]
public sealed class ReplayPanelRunTests(ReplayHost host) : BunitContext
{
    [Fact]
    public async Task StartHeldThenStepAndStop_File_SendsOneEvent()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddScoped<LiveFrames>();
        foreach (var service in new[] { typeof(Replayer), typeof(TimeProvider), typeof(MarketUpdates) })
        {
            Services.AddSingleton(service, host.Terminal.Services.GetRequiredService(service));
        }

        var panel = Render<ReplayPanel>(parameters => parameters.Add(panel => panel.Kafka, new KafkaEndpoint("embedded", "here", null)));
        var csv = "timestamp,symbol,price,volume\n2025-11-17T09:00:00Z,PANEL,1,1\n2025-11-17T09:05:00Z,PANEL,1,1\n";

        panel.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(csv, "panel.csv"));
        await panel.InvokeAsync(() => panel.Find("[data-testid=replay-held]").ChangeAsync(true));
        await panel.InvokeAsync(() => panel.Find("form").SubmitAsync());
        await ShowsAsync(panel, "state", "paused");
        await panel.InvokeAsync(() => panel.Find("[data-testid=replay-step]").ClickAsync());
        await ShowsAsync(panel, "sent", "1");
        Assert.Equal("Resume", panel.Find("[data-testid=replay-pause]").TextContent.Trim());
        await panel.InvokeAsync(() => panel.Find("[data-testid=replay-stop]").ClickAsync());
        await ShowsAsync(panel, "state", "stopped");

        Assert.Contains("panel.csv", panel.Markup, StringComparison.Ordinal);
        await panel.InvokeAsync(() => panel.Find("form").SubmitAsync());
        await panel.WaitForAssertionAsync(() => Assert.Contains("no ids", panel.Find(".confirm").TextContent, StringComparison.Ordinal));
        await panel.InvokeAsync(() => panel.Find("[data-testid=replay-cancel]").ClickAsync());
        await panel.WaitForAssertionAsync(() => Assert.Empty(panel.FindAll(".confirm")));
    }

    // Its state moves on its own: an element found outside of the renderer's turn may be another one when it is clicked.
    private static Task ShowsAsync(IRenderedComponent<ReplayPanel> panel, string hook, string text) =>
        panel.WaitForAssertionAsync(() => Assert.Equal(text, panel.Find($"[data-testid=replay-{hook}]").TextContent));
}
