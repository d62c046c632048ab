using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Browser.Charts;

/// <summary>However a level was set, it is the same level: it outlives a restart and fires once, with the trade that crossed it.</summary>
[Collection(BrowserHost.ChartsAndPages)]
public sealed class LevelWaysTests(BrowserHost host) : ScreenTest(host)
{
    private const decimal Before = 100;
    private const decimal After = 150;

    [Fact]
    public async Task Levels_SetFourWaysAndRestarted_EachFiresOnceWithTheTradeThatCrossedIt()
    {
        await using var terminal = await OwnTerminal.StartAsync(producesTrades: false);
        var now = DateTime.UtcNow;
        await terminal.SendAsync(Enumerable.Range(0, 120).Select(i => Trade(Before, now.AddMinutes(i - 121))));
        await Page.SetViewportSizeAsync(1440, 900);
        await OpenAsync(terminal, "/?chart=AAPL");
        await Eventually.TrueAsync(async () => (await Drawn.CandlesAsync(Page)).Length > 10, () => "candles are drawn");

        await SetByMouseAsync(110);
        await SetByKeyAsync(120);
        await SetByPaletteAsync(130);
        await terminal.SendAsync(HttpMethod.Post, "api/levels", """{"symbol":"AAPL","price":140,"direction":"above","sound":"alarm"}""");
        var set = await LevelsAsync(terminal);
        Assert.Equal([110m, 120m, 130m, 140m], set.Select(PriceOf).Order());
        Assert.All(set, level => Assert.True(level.GetProperty("armed").GetBoolean()));

        MayFailToLoad = true;
        await Page.GotoAsync("about:blank");
        Assert.Equal(0, await terminal.Process.StopAsync());
        await terminal.StartAgainAsync();
        Assert.Equal(set.Select(level => level.GetRawText()).Order(), (await LevelsAsync(terminal)).Select(level => level.GetRawText()).Order());
        await OpenAsync(terminal, "/?chart=AAPL");
        await Eventually.TrueAsync(
            async () => await Hook("candles").EvaluateAsync<int>("host => host.terminalChart?.levels().length ?? 0") == 4, () => "four lines are drawn");
        // Browsers are silent until the first click.
        await Page.Mouse.ClickAsync(5, 5);
        var beeps = await Page.EvaluateAsync<int>("viewerSettings.beeps");

        await terminal.SendAsync([Trade(After, DateTime.UtcNow)]);
        await terminal.SendAsync([Trade(Before, DateTime.UtcNow)]);
        await terminal.SendAsync([Trade(After, DateTime.UtcNow)]);

        await Eventually.TrueAsync(async () => await Page.EvaluateAsync<int>("viewerSettings.beeps") > beeps, () => "those with a sound are heard");
        var fired = (await terminal.GetAsync("api/alerts?symbol=AAPL&kind=level")).EnumerateArray().ToList();
        Assert.Equal([110m, 120m, 130m, 140m], fired.Select(alert => alert.GetProperty("inputs").GetProperty("level").GetDecimal()).Order());
        Assert.All(await LevelsAsync(terminal), level => Assert.False(level.GetProperty("armed").GetBoolean()));
        await CheckTransactionAsync(terminal);
        foreach (var alert in fired)
        {
            await OpenAsync(terminal, $"/alerts?alert={alert.GetProperty("alertId").GetString()}");
            await Expect(Hook("alert-why")).ToContainTextAsync("Computed again from these numbers: the condition holds");
        }

        await Page.GotoAsync("about:blank");
    }

    /// <summary>The alerts are of the first trade that was there, all of the one transaction that stored it.</summary>
    private static async Task CheckTransactionAsync(OwnTerminal terminal)
    {
        await using var database = await terminal.ConnectAsync();
        await using var command = new Npgsql.NpgsqlCommand(
            """
            SELECT count(*) = 4 AND count(DISTINCT a.raised_at) = 1 FROM alerts a JOIN trades t
                ON t.source_partition = a.source_partition AND t.source_offset = a.source_offset
            WHERE a.kind = 'level' AND t.price = 150 AND t.executed_at = (SELECT min(executed_at) FROM trades WHERE price = 150)
            """, database);
        Assert.True((bool)(await command.ExecuteScalarAsync())!);
    }

    private async Task SetByMouseAsync(decimal price)
    {
        var box = await Hook("candles").BoundingBoxAsync() ?? throw new InvalidOperationException("the chart has no place");
        await Page.Mouse.ClickAsync(box.X + (box.Width / 3), box.Y + (box.Height / 4), new() { Button = MouseButton.Right });
        await SaveAsync(price);
    }

    private async Task SetByKeyAsync(decimal price)
    {
        await Hook("candles").FocusAsync();
        await Page.Keyboard.PressAsync("ArrowLeft");
        await Page.Keyboard.PressAsync("a");
        await SaveAsync(price);
    }

    private async Task SetByPaletteAsync(decimal price)
    {
        await Page.Keyboard.PressAsync("/");
        await Page.Keyboard.TypeAsync(string.Create(CultureInfo.InvariantCulture, $"AAPL above {price}"));
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.Locator("#palette[open]")).ToHaveCountAsync(0);
        await Eventually.TrueAsync(
            async () => await Hook("candles").EvaluateAsync<int>("host => host.terminalChart?.levels().length ?? 0") == 3, () => "it is drawn");
    }

    private async Task SaveAsync(decimal price)
    {
        await Expect(Hook("level-editor")).ToBeVisibleAsync();
        await Hook("level-price").FillAsync(price.ToString(CultureInfo.InvariantCulture));
        await Hook("level-save").ClickAsync();
        await Expect(Hook("level-editor")).ToHaveCountAsync(0);
    }

    private static async Task<List<JsonElement>> LevelsAsync(OwnTerminal terminal) => [.. (await terminal.GetAsync("api/levels")).EnumerateArray()];

    private static decimal PriceOf(JsonElement level) => level.GetProperty("price").GetDecimal();

    private static string Trade(decimal price, DateTime at) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"trade_id":"{{Guid.NewGuid()}}","ticker":"AAPL","price":{{price}},"volume":10,"side":"buy","timestamp":"{{at:yyyy-MM-ddTHH:mm:ss.ffffffZ}}"}""");
}
