using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Browser.Charts;

/// <summary>Price levels with alerts on the candles: set by mouse, key, palette and API, moved, fired, heard.</summary>
[Collection(BrowserHost.ChartsAndPages)]
public sealed class LevelTests(BrowserHost host) : ScreenTest(host)
{
    [Fact]
    public async Task Level_ByMouseKeyPaletteAndApi_IsDrawnMovedAndFires()
    {
        await OpenAsync("/?chart=AAPL");
        await Eventually.TrueAsync(async () => (await Drawn.CandlesAsync(Page)).Length > 0, () => "candles are drawn");
        // Where prices stand still no level is reached by chance.
        await Terminal.StandStillAsync();
        // Mouse: a right-click asks at the price under it.
        var box = await Hook("candles").BoundingBoxAsync() ?? throw new InvalidOperationException("the chart has no place");
        var (x, y) = (box.X + (box.Width / 3), box.Y + (box.Height / 4));
        await Page.Mouse.ClickAsync(x, y, new() { Button = MouseButton.Right });
        await Expect(Hook("level-editor")).ToBeVisibleAsync();
        await Axe.CheckAsync(Page);
        await Hook("level-note").FillAsync("resistance");
        await Hook("level-save").ClickAsync();
        await Expect(Hook("level-editor")).ToHaveCountAsync(0);
        var set = Assert.Single(await LevelsAsync());
        Assert.Equal("resistance", set.GetProperty("note").GetString());
        await DrawnAsync(1);

        // Dragged down: set anew at a lower price.
        y = await Hook("candles").EvaluateAsync<float>("host => host.terminalChart.levels()[0].y");
        await Page.Mouse.MoveAsync(x, y);
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync(x, y + 10);
        await Page.Mouse.MoveAsync(x, y + 40);
        await Page.Mouse.UpAsync();
        await Eventually.TrueAsync(async () => PriceOf(Assert.Single(await LevelsAsync())) < PriceOf(set), () => $"the level has moved down from {set} grabbed at {x}, {y} in {box.Y}+{box.Height}");

        // Key: at the candle that the keys point to.
        await Hook("candles").FocusAsync();
        await Page.Keyboard.PressAsync("ArrowLeft");
        await Page.Keyboard.PressAsync("a");
        await Expect(Hook("level-price")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^[0-9.]+$"));
        await Hook("level-price").FillAsync("1,5");
        await Hook("level-save").ClickAsync();
        await Expect(Hook("level-editor")).ToContainTextAsync("Write decimals with a point");
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Hook("level-editor")).ToHaveCountAsync(0);

        // Palette and API.
        await Page.Keyboard.PressAsync("/");
        await Page.Keyboard.TypeAsync("AAPL below 0.01");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.Locator("#palette[open]")).ToHaveCountAsync(0);
        await DrawnAsync(2);
        await Terminal.ProduceAsUsualAsync();
        var beeps = await Page.EvaluateAsync<int>("viewerSettings.beeps");
        await Terminal.SendAsync(HttpMethod.Post, "api/levels", """{"symbol":"AAPL","price":0.02,"direction":"above","sound":"alarm"}""");
        await Eventually.TrueAsync(
            async () => (await Terminal.GetAsync("api/alerts?symbol=AAPL&kind=level")).EnumerateArray()
                .Any(alert => alert.GetProperty("inputs").GetProperty("level").GetDecimal() == 0.02m),
            () => "the level fires");
        await Eventually.TrueAsync(async () => await Page.EvaluateAsync<int>("viewerSettings.beeps") > beeps, () => "it is heard");

        // The dragged one may have been reached by now, too.
        var fired = (await Terminal.GetAsync("api/alerts?symbol=AAPL&kind=level")).EnumerateArray()
            .First(alert => alert.GetProperty("inputs").GetProperty("level").GetDecimal() == 0.02m);
        await OpenAsync($"/alerts?alert={fired.GetProperty("alertId").GetString()}");
        await Expect(Hook("alert-why")).ToContainTextAsync("> 0.02");
        await Expect(Hook("level")).ToHaveCountAsync(3);
        await Axe.CheckAsync(Page);
        await Hook("level-edit").First.ClickAsync();
        await Hook("level-delete").ClickAsync();
        await Expect(Hook("level")).ToHaveCountAsync(2);
    }

    private async Task<List<JsonElement>> LevelsAsync() => [.. (await Terminal.GetAsync("api/levels")).EnumerateArray()];

    private static decimal PriceOf(JsonElement level) => level.GetProperty("price").GetDecimal();

    private Task DrawnAsync(int lines) => Eventually.TrueAsync(
        async () => await Hook("candles").EvaluateAsync<int>("host => host.terminalChart.levels().length") == lines,
        () => string.Create(CultureInfo.InvariantCulture, $"{lines} lines are drawn"));
}
