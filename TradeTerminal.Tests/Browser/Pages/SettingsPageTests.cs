using Microsoft.Playwright;

namespace TradeTerminal.Tests.Browser.Pages;

/// <summary>What a browser keeps: settings, and workspaces that travel by a file.</summary>
[Collection(BrowserHost.ChartsAndPages)]
public sealed class SettingsPageTests(BrowserHost host) : ScreenTest(host)
{
    [Fact]
    public async Task Settings_Chosen_HoldAtOnceAndOnTheNextPage()
    {
        await OpenAsync("/settings");

        await Hook("setting-theme-contrast").CheckAsync();
        await Assertions.Expect(Page.Locator("html")).ToHaveAttributeAsync("data-theme", "contrast");
        await Hook("setting-density-compact").CheckAsync();
        await Assertions.Expect(Page.Locator("html")).ToHaveAttributeAsync("data-density", "compact");
        await Hook("setting-zone-choice").FillAsync("kolk");
        await Page.GetByRole(AriaRole.Option, new() { Name = "Asia/Kolkata" }).ClickAsync();
        await Assertions.Expect(Page.Locator("html")).ToHaveAttributeAsync("data-theme", "contrast");
        await Expect(Page.Locator("#pulse")).ToContainTextAsync("Kolkata");

        var first = await Page.GotoAsync(new Uri(Terminal.Address, "/").AbsoluteUri);
        Assert.Contains("data-theme=\"contrast\"", await first!.TextAsync(), StringComparison.Ordinal);
        await WhenLiveAsync();
        await Expect(Page.Locator("#pulse")).ToContainTextAsync("Kolkata");
        await Expect(Hook("trades-table").Locator("th").First).ToContainTextAsync("Kolkata");
        await Hook("latency-stages").ClickAsync();
        await Expect(Page.Locator("#stages [data-stage=received_to_committed] td").First).ToContainTextAsync("ms");
        await Expect(Page.Locator("#stages")).ToBeInViewportAsync();
    }

    [Theory]
    [InlineData("Asia/Kolkata", "Asia/Calcutta", "Asia/Kolkata", "Kolkata")]
    [InlineData("Etc/GMT+5", "Etc/GMT+5", "Etc/GMT+5", "GMT+5")]
    public async Task Zone_LocalByANameGivenUp_IsOneZoneForBrowserAndTerminal(string set, string own, string zone, string place)
    {
        await using var context = await Page.Context.Browser!.NewContextAsync(new() { TimezoneId = set });
        await context.AddInitScriptAsync("localStorage.setItem('tour', 'seen'); localStorage.setItem('zone', 'local')");
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(Terminal.Address, "/").AbsoluteUri);

        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-zone", zone);
        await Expect(page.Locator("#pulse")).ToContainTextAsync(place);
        await Expect(page.GetByTestId("candles").Locator(".chart-zone")).ToHaveTextAsync(place);
        Assert.Equal(own, await page.EvaluateAsync<string>("Intl.DateTimeFormat().resolvedOptions().timeZone"));
    }

    [Fact]
    public async Task Workspaces_Exported_AreOpenedInAnotherBrowser()
    {
        await OpenAsync("/settings");
        await Hook("setting-palette-green-red").CheckAsync();
        await Hook("workspace-name").FillAsync("Two");
        await Hook("workspace-url").FillAsync("/?tickers=AAPL,MSFT");
        await Hook("workspace-save").ClickAsync();
        await Expect(Hook("workspaces")).ToContainTextAsync("Two");
        var download = await Page.RunAndWaitForDownloadAsync(() => Hook("workspaces-export").ClickAsync());
        var file = await download.PathAsync();

        await Page.EvaluateAsync("localStorage.clear()");
        await Page.Context.ClearCookiesAsync();
        await OpenAsync("/settings");
        await Expect(Hook("setting-palette-blue-orange")).ToBeCheckedAsync();
        await Hook("workspaces-import").SetInputFilesAsync(file);
        await Hook("workspace-open").ClickAsync();

        await ExpectAddressAsync("/?tickers=AAPL,MSFT");
        await Assertions.Expect(Page.Locator("html")).ToHaveAttributeAsync("data-palette", "green-red");
    }

    [Fact]
    public async Task CriticalAlert_SoundsOn_IsHeard()
    {
        await OpenAsync("/settings");
        await Hook("setting-sounds-on").CheckAsync();
        await Hook("settings-beep").ClickAsync();
        await Page.WaitForFunctionAsync("() => viewerSettings.beeps >= 1");
        var before = await Page.EvaluateAsync<int>("viewerSettings.beeps");

        await Terminal.PlayScenarioAsync("limits");

        await Page.WaitForFunctionAsync("before => viewerSettings.beeps > before", before);
    }
}
