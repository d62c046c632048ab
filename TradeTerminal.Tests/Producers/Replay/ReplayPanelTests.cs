using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Producers.Replay;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Producers.Replay;

public sealed class ReplayPanelTests : ScreenContext
{
    private const string Csv = "timestamp,symbol,price,volume\n2025-12-15T09:00:00Z,A,1,1\n2025-12-15T09:05:00Z,A,x,1\n";

    [Fact]
    public void Render_Idle_OffersEveryFeedAndOnlyTheStart()
    {
        var panel = Panel();

        Assert.Equal("idle", Find(panel, "state").TextContent);
        Assert.Equal(7, Find(panel, "feed").QuerySelectorAll("option").Length);
        Assert.False(Find(panel, "start").HasAttribute("disabled"));
        Assert.All(["pause", "step", "stop"], name => Assert.True(Find(panel, name).HasAttribute("disabled")));
    }

    [Fact]
    public void Submit_NothingChosen_SaysWhatToDo()
    {
        var panel = Panel();

        Find(panel, "speed").Change("fast");
        panel.Find("form").Submit();

        var said = Find(panel, "problems").TextContent;
        Assert.Contains("Choose a CSV file", said, StringComparison.Ordinal);
        Assert.Contains("Give a speed", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Submit_RangeWithoutTimes_SaysWhatToDo()
    {
        var panel = Panel();

        Find(panel, "what-range").Change(true);
        panel.Find("form").Submit();

        Assert.Contains("start and a later end", Find(panel, "problems").TextContent, StringComparison.Ordinal);
        Assert.Empty(panel.FindAll("[data-testid=replay-file]"));
    }

    [Fact]
    public async Task Submit_FileWithAWrongLine_NamesItAndStartsNothing()
    {
        var panel = Panel();

        panel.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(Csv, "prices.csv"));
        panel.Find("form").Submit();

        await panel.WaitForAssertionAsync(
            () => Assert.Contains("prices.csv line 3: 'price'", Find(panel, "problems").TextContent, StringComparison.Ordinal));
        Assert.Equal(ReplayPhase.Idle, Services.GetRequiredService<Replayer>().State.Phase);
    }

    [Fact]
    public void Feed_Chosen_NamesItsColumns()
    {
        var panel = Panel();

        Find(panel, "feed").Change("quotes");

        Assert.Contains("bid_price", panel.Find("#replay-file-note").TextContent, StringComparison.Ordinal);
    }

    private static IElement Find(IRenderedComponent<ReplayPanel> panel, string hook) => panel.Find($"[data-testid=replay-{hook}]");

    private IRenderedComponent<ReplayPanel> Panel() => Render<ReplayPanel>(parameters => parameters
        .Add(panel => panel.Kafka, new KafkaEndpoint("external", Broker, null)));
}
