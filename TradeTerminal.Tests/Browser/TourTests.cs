namespace TradeTerminal.Tests.Browser;

/// <summary>The tour of a first visit.</summary>
[Collection(BrowserHost.Collection)]
public sealed class TourTests(BrowserHost host) : ScreenTest(host)
{
    private const string Covered = """
        (() => {
          const [a, b] = ['tour', 'tour-ring'].map(id => document.getElementById(id).getBoundingClientRect());
          return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
        })()
        """;

    protected override bool IsFirstVisit => true;

    [Fact]
    public async Task FirstVisit_FiveStepsByKeyboard_IsOverForGood()
    {
        await OpenAsync("/");
        await Expect(Hook("tour-next")).ToBeFocusedAsync();
        for (var step = 1; step <= 5; step++)
        {
            await Expect(Hook("tour")).ToContainTextAsync($"{step} of 5");
            Assert.False(await Page.EvaluateAsync<bool>(Covered), $"Step {step} covers what it is about.");
            await Page.Keyboard.PressAsync(step == 3 ? "Enter" : "ArrowRight");
        }

        await Expect(Hook("tour")).ToBeHiddenAsync();
        await Expect(Page.Locator("main h1")).ToBeFocusedAsync();
        await Page.ReloadAsync();
        await WhenLiveAsync();
        await WhenLiveAsync();
        await Expect(Hook("tour")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Tour_WideAndNarrow_HasNoViolation()
    {
        await OpenAsync("/");
        await Expect(Hook("tour")).ToBeVisibleAsync();

        await Axe.CheckAsync(Page);
    }

    [Fact]
    public async Task Tour_SkippedAndAskedForAgain_GivesTheFocusBack()
    {
        await OpenAsync("/");
        await Expect(Hook("tour-next")).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Hook("tour")).ToBeHiddenAsync();

        await OpenAsync("/settings");
        await Hook("settings-tour").ClickAsync();
        await ExpectAddressAsync("/");
        await Expect(Hook("tour")).ToContainTextAsync("1 of 5");
        await Hook("tour-skip").ClickAsync();
        await Hook("ticker-AAPL").FocusAsync();
        await Page.Keyboard.PressAsync("Control+k");
        await Page.Keyboard.TypeAsync("tour");
        await Expect(Hook("palette").Locator("[role=option]").First).ToContainTextAsync("five steps");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Hook("tour-next")).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Hook("ticker-AAPL")).ToBeFocusedAsync();
    }
}
