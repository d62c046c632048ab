using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Browser.Pages;

/// <summary>From a trade on the tape to its row in the history and to a file, by keyboard.</summary>
[Collection(BrowserHost.ChartsAndPages)]
public sealed class HistoryTests(BrowserHost host) : ScreenTest(host)
{
    [Fact]
    public async Task Tape_RowChosenByKeyboard_HoldsAndLeadsToItsHistory()
    {
        await Terminal.RunProducerAsync(20);
        await OpenAsync("/");
        await Expect(Rows.First).ToBeVisibleAsync();
        await Page.Locator("[data-testid=trades-table]").Locator("xpath=..").FocusAsync();
        await Page.Keyboard.PressAsync("ArrowDown");
        await Expect(Hook("tape-live")).ToHaveClassAsync("live held");
        await Page.Keyboard.PressAsync("ArrowDown");
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Hook("trade-place")).ToContainTextAsync("topic “orders”");
        await Expect(Hook("trade-committed")).ToContainTextAsync("UTC");
        var id = await Page.EvaluateAsync<string>("document.querySelector('tr.is-chosen').dataset.tradeId");
        await Hook("trade-history").FocusAsync();
        await Page.Keyboard.PressAsync("Enter");

        await ExpectAddressAsync($"/history?trade={id}");
        await Expect(Hook("trade-source")).ToContainTextAsync(id);
        await Hook("trade-around").ClickAsync();
        await Expect(Page.Locator($"[data-testid=history-table] tr.is-chosen[data-trade-id='{id}']")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Tape_Scrolled_HoldsUntilTheReturnToLive()
    {
        await Terminal.RunProducerAsync(20);
        await OpenAsync("/");
        await Expect(Rows).ToHaveCountAsync(200);
        var scroll = Page.Locator("[data-testid=trades-table]").Locator("xpath=..");

        await scroll.EvaluateAsync("element => element.scrollTo(0, 300)");
        await Expect(Hook("tape-live")).ToContainTextAsync(" new");
        await Hook("tape-live").ClickAsync();

        await Expect(Hook("tape-live")).ToHaveClassAsync("live idle");
        await Eventually.EqualAsync(0, () => scroll.EvaluateAsync<double>("element => element.scrollTop"));
    }

    [Fact]
    public async Task HistoryPage_TwoFieldsChangedBeforeTheServerAnswers_AsksForBoth()
    {
        await OpenAsync("/history");

        await Page.EvaluateAsync(
            """
            for (const [hook, value] of [['history-side', 'sell'], ['history-size-from', '900']]) {
                const field = document.querySelector(`[data-testid=${hook}]`);
                field.value = value;
                field.dispatchEvent(new Event('change', { bubbles: true }));
            }
            """);

        await ExpectAddressAsync("/history?side=sell&sizeFrom=900");
        await Expect(Hook("history-side")).ToHaveValueAsync("sell");
        await Expect(Hook("history-size-from")).ToHaveValueAsync("900");
    }

    [Fact]
    public async Task HistoryPage_LargeSells_AreFoundAndExported()
    {
        await Terminal.RunProducerAsync(200);
        await Eventually.TrueAsync(
            async () => (await Terminal.GetAsync("api/trades?side=sell&sizeFrom=900&limit=1")).GetArrayLength() > 0,
            () => "There is a large sell");
        await OpenAsync("/history");
        await Hook("history-side").SelectOptionAsync("sell");
        await ExpectAddressAsync("/history?side=sell");
        await Hook("history-size-from").FillAsync("900");
        await Hook("history-size-from").PressAsync("Enter");
        await ExpectAddressAsync("/history?side=sell&sizeFrom=900");
        await Expect(Hook("history-csv")).ToHaveAttributeAsync("href", "/api/trades.csv?side=sell&sizeFrom=900");

        var download = await Page.RunAndWaitForDownloadAsync(() => Hook("history-csv").ClickAsync());

        Assert.EndsWith("Z.csv", download.SuggestedFilename, StringComparison.Ordinal);
        var lines = await File.ReadAllLinesAsync(await download.PathAsync());
        Assert.All(lines.Skip(1), line => Assert.Contains(",sell,", line, StringComparison.Ordinal));
        Assert.NotEmpty(lines.Skip(1));
    }
}
