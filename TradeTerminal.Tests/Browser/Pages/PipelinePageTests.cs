using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Browser.Pages;

/// <summary>The Pipeline page tells what became of every message.</summary>
[Collection(BrowserHost.ChartsAndPages)]
public sealed class PipelinePageTests(BrowserHost host) : ScreenTest(host)
{
    private const string Markup = "<img src=x onerror=\"window.pwned=1\">";

    [Fact]
    public async Task Counts_GoodBadAndRepeatedMessages_AreEachInTheirPlace()
    {
        await Terminal.StandStillAsync();
        await OpenAsync("/pipeline");
        var (stored, duplicates, rejected) = await CountsAsync();
        var twice = RunningTerminal.Trade("GOOD");

        await Terminal.SendAsync(
            [twice, twice, RunningTerminal.Trade("GOOD"), RunningTerminal.Trade("GOOD"), "{", "[]", RunningTerminal.Trade(price: "0")]);

        await Expect(Hook("pipeline-accepted")).ToHaveTextAsync(Text(stored + 3));
        await Expect(Hook("pipeline-duplicates")).ToHaveTextAsync(Text(duplicates + 1));
        await Expect(Hook("pipeline-rejected")).ToHaveTextAsync(Text(rejected + 3));
        await Expect(Hook("pipeline-lag")).ToHaveTextAsync("0");
        var checks = Hook("partitions").Locator("tbody td.check");
        await Expect(checks).ToHaveCountAsync(4);
        await Eventually.TrueAsync(
            async () => (await checks.AllInnerTextsAsync()).All(text => text.StartsWith("✓ all", StringComparison.Ordinal)),
            () => "Each partition accounts for all");
    }

    [Fact]
    public async Task Past_EarlierAndLater_AreInTheAddress()
    {
        await OpenAsync("/pipeline?span=day");
        await Expect(Hook("span-later")).ToBeDisabledAsync();

        await Hook("span-earlier").ClickAsync();
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex(@"/pipeline\?span=day&at=20[0-9-]+T[0-9:]+Z$"));
        await Hook("span-earlier").ClickAsync();
        await Hook("span-later").ClickAsync();
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex("&at="));
        await Hook("span-later").ClickAsync();

        await ExpectAddressAsync("/pipeline?span=day");
        await Page.GoBackAsync();
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex("&at="));
    }

    [Fact]
    public async Task Rejects_MarkupInTickerAndPayload_StaysText()
    {
        await Terminal.StandStillAsync();
        await OpenAsync("/pipeline");
        var payload = RunningTerminal.Trade(Markup.Replace("\"", "\\\"", StringComparison.Ordinal));

        await Terminal.SendAsync([payload, Markup]);
        await Hook("rejects-refresh").ClickAsync();

        var rows = Hook("rejects").Locator("tbody tr");
        var ofTicker = rows.Filter(new() { HasText = "ticker" }).First;
        await Expect(ofTicker.Locator(".reason")).ToHaveTextAsync("ticker");
        await ofTicker.GetByRole(AriaRole.Button, new() { Name = "all" }).ClickAsync();
        await Expect(ofTicker.Locator("code")).ToHaveTextAsync(payload);
        await Expect(rows.Filter(new() { HasText = "json" }).First.Locator("code")).ToHaveTextAsync(Markup);
        Assert.Equal("undefined", await Page.EvaluateAsync<string>("typeof window.pwned"));
        await Expect(Page.Locator("main img")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Rejects_ReasonChosen_ShowsOnlyThat()
    {
        await Terminal.StandStillAsync();
        await Terminal.SendAsync(["", "{", RunningTerminal.Trade(side: "hold"), RunningTerminal.Trade(price: "-1")]);
        await OpenAsync("/pipeline");
        var reasons = Hook("rejects").Locator(".reason");
        await Expect(reasons.First).ToBeVisibleAsync();
        await Eventually.TrueAsync(
            async () => (await reasons.AllInnerTextsAsync()).Distinct().Count() >= 4, () => "Rejects of four reasons are shown");

        await Hook("reject-reason").SelectOptionAsync("side");

        await Eventually.TrueAsync(
            async () => (await reasons.AllInnerTextsAsync()) is { Count: > 0 } shown
                && shown.All(reason => reason == "side"), () => "Only that reason");

        await Hook("reject-reason").SelectOptionAsync("too_large");

        await Expect(Page.GetByText("No message has been rejected for “too_large”")).ToBeVisibleAsync();
    }

    private async Task<(long Stored, long Duplicates, long Rejected)> CountsAsync() =>
        (await NumberAsync("pipeline-accepted"), await NumberAsync("pipeline-duplicates"), await NumberAsync("pipeline-rejected"));

    private async Task<long> NumberAsync(string hook) =>
        long.Parse(await Hook(hook).InnerTextAsync(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private static string Text(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
