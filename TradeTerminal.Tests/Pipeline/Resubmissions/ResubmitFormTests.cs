using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Pipeline.Rejects;
using TradeTerminal.Pipeline.Resubmissions;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Pipeline.Resubmissions;

/// <summary>
/// The list and its form over a terminal that runs, and moves them: what is pressed is found in the renderer's turn.
/// </summary>
[Collection(ApiHost.Collection)]
public sealed class ResubmitFormTests : BunitContext
{
    private readonly RunningTerminal _terminal;

    public ResubmitFormTests(ApiHost host)
    {
        _terminal = host.Terminal;
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices(options => options.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddSingleton(_terminal.Services.GetRequiredService<RejectStore>());
        Services.AddSingleton(_terminal.Services.GetRequiredService<ResubmissionWatch>());
        Services.AddSingleton(_terminal.Services.GetRequiredService<Resubmitter>());
    }

    [Fact]
    public async Task Form_CorrectedUntilTheFeedTakesIt_IsSentAndTheRowSaysWhatBecameOfIt()
    {
        var id = Guid.NewGuid();
        var text = RunningTerminal.Trade("FORM", side: "sideways", id: id);
        await _terminal.ProduceAsync(text);
        var list = List();
        list.WaitForElement("[data-testid=resubmit]");
        // Those of tests before are rejected again when they like.
        var mine = list.FindAll("tbody tr").First(it => it.TextContent.Contains($"{id}", StringComparison.Ordinal));
        var row = $"[data-reject='{mine.GetAttribute("data-reject")}']";

        await list.InvokeAsync(() => list.Find($"{row} [data-testid=resubmit]").ClickAsync());
        Assert.Equal(text, list.Find("[data-testid=resubmit-payload]").GetAttribute("value"));
        Assert.Contains("'side' must be", list.Find("[data-testid=resubmit-verdict]").TextContent, StringComparison.Ordinal);
        Assert.True(list.Find("[data-testid=resubmit-corrected]").HasAttribute("disabled"));
        var corrected = text.Replace("sideways", "sell", StringComparison.Ordinal);
        await list.InvokeAsync(() => list.Find("[data-testid=resubmit-payload]").InputAsync(corrected));
        Assert.Contains("would take this", list.Find("[data-testid=resubmit-verdict]").TextContent, StringComparison.Ordinal);
        Assert.True(list.Find("[data-testid=resubmit-as-it-was]").HasAttribute("disabled"));
        await list.InvokeAsync(() => list.Find("[data-testid=resubmit-form]").SubmitAsync());

        list.WaitForAssertion(() => Assert.Equal("accepted", list.Find($"{row} td.again").TextContent.Trim()));
        Assert.Empty(list.FindAll("[data-testid=resubmit-form]"));
    }

    [Fact]
    public async Task All_AskedAndConfirmed_SendsThem()
    {
        await _terminal.ProduceAsync(RunningTerminal.Trade("FORM", at: new DateTime(1960, 1, 1, 0, 0, 0, DateTimeKind.Utc)));
        var list = List();
        list.WaitForElement("[data-testid=reject-reason]");
        await list.InvokeAsync(() => list.Find("[data-testid=reject-reason]").ChangeAsync("timestamp"));
        list.WaitForElement("[data-testid=resubmit-all-ask]");
        await list.InvokeAsync(() => list.Find("[data-testid=resubmit-all-ask]").ClickAsync());

        list.WaitForAssertion(() => Assert.Contains("resubmit-all-now", list.Markup, StringComparison.Ordinal));
        await list.InvokeAsync(() => list.Find("[data-testid=resubmit-all-now]").ClickAsync());

        list.WaitForAssertion(
            () => Assert.StartsWith("Sent ", list.Find("[data-testid=resubmit-all-said]").TextContent, StringComparison.Ordinal));
        list.WaitForAssertion(() => Assert.Contains("rejected again", list.Markup, StringComparison.Ordinal));
    }

    private IRenderedComponent<RejectList> List() => Render<RejectList>(parameters => parameters
        .Add(list => list.Total, 1).Add(list => list.IsUp, true)
        .Add(list => list.Feeds, [.. _terminal.Services.GetRequiredService<FeedGauges>().All.Select(gauge => gauge.Current)]));
}
