using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using TradeTerminal.Tests.Browser;
using TradeTerminal.Tests.Browser.Charts;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Producers;

/// <summary>What whoever starts it for the first time gets to see, with nothing set and nothing stored.</summary>
[Collection(BrowserHost.Collection)]
public sealed class FirstLookTests(BrowserHost host) : ScreenTest(host)
{
    private const int MostCandlesAtFirst = 200;

    private static readonly TimeSpan FirstPicture = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LastPicture = TimeSpan.FromSeconds(90);

    private static readonly string[] Feeds = ["trades", "quotes", "order_book", "positions", "commodities", "crypto", "indices"];

    [Fact]
    public async Task Terminal_FirstStart_ShowsAWholeMarketWithinSeconds()
    {
        await using var terminal = await OwnTerminal.StartUntouchedAsync();
        await Page.SetViewportSizeAsync(1440, 900);
        await OpenAsync(terminal, "/");
        var opened = Stopwatch.GetTimestamp();
        await Expect(Hook("synthetic")).ToBeVisibleAsync();
        await WatchAsync(opened);
        await Expect(Hook("feed-state")).ToHaveTextAsync("LIVE");
        await Eventually.TrueAsync(async () => (await Drawn.CandlesAsync(Page)).Length >= 200, () => "200 candles are drawn");

        await CheckStoredAsync(terminal);
        await CheckMarketAsync(terminal);
        await CheckPositionsAsync(terminal);
        await CheckAlertsAsync(terminal);
        await OpenAsync(terminal, "/producer");
        await Hook("producers-stop").ClickAsync();
        await Eventually.TrueAsync(async () => await RunningAsync(terminal) == 0, () => "Stop all stops them");
        await Hook("producers-start").ClickAsync();
        await Eventually.TrueAsync(async () => await RunningAsync(terminal) == Feeds.Length, () => "Start all starts them");
        // Else it would complain of a terminal that goes away.
        await Page.GotoAsync("about:blank");
        await CheckRestartAsync(terminal);
    }

    /// <summary>
    /// A camera on the page: from two seconds after it was opened it is whole, the share of the past never falls, and in the end all of it is
    /// there. Whether a browser is open in time to see the past come, or quick enough to draw it as it comes, is nobody's promise:
    /// <see cref="Layout.StatusStripTests"/> hold that it is shown.
    /// </summary>
    private async Task WatchAsync(long opened)
    {
        var (share, looks, said) = (0.0, 0, new List<string>());
        for (var isThere = false; !isThere || Stopwatch.GetElapsedTime(opened) < FirstPicture; looks++)
        {
            Assert.True(Stopwatch.GetElapsedTime(opened) < LastPicture, $"It has not caught up: {string.Join(" · ", said)}");
            await Eventually.TrueAsync(() => Stopwatch.GetElapsedTime(opened) > FirstPicture + (looks * Between), () => "time goes on");
            var (isWhole, isFull, word, progress, candles) = await LookAsync();
            said.Add(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(opened).TotalSeconds:0.0} s: {word} {progress} {candles}"));
            Assert.True(isWhole, $"A part of the page is missing: {said[^1]}");
            isThere = progress is null && word is null && isFull && candles >= MostCandlesAtFirst;
            Assert.True(progress is null || (word == "catching up" && progress >= share), $"It falls: {string.Join(" · ", said)}");
            share = progress ?? share;
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(" · ", said));
    }

    /// <summary>All at one moment, as a picture has it.</summary>
    private async Task<(bool IsWhole, bool IsFull, string? Word, double? Share, int Candles)> LookAsync()
    {
        var seen = await Page.EvaluateAsync<JsonElement>(
            """
            () => {
              const at = id => document.querySelector(`[data-testid=${id}]`);
              const isSeen = id => at(id)?.getBoundingClientRect().height > 0;
              const figures = ['kpi-trades', 'kpi-average-price', 'kpi-total-volume', 'kpi-most-active', 'feed-state'];
              return {
                whole: figures.every(isSeen) && !document.querySelector('.offline')?.checkVisibility(),
                full: ['candles', 'price-lines', 'trades-table'].every(isSeen),
                word: at('feed-word')?.textContent ?? null,
                share: at('past') ? Number(at('past').querySelector('progress').value) : null,
                candles: at('candles')?.terminalChart?.points().length ?? 0,
              };
            }
            """);
        return (
            seen.GetProperty("whole").GetBoolean(), seen.GetProperty("full").GetBoolean(), seen.GetProperty("word").GetString(),
            seen.GetProperty("share") is { ValueKind: JsonValueKind.Number } share ? share.GetDouble() : null, seen.GetProperty("candles").GetInt32());
    }

    /// <summary>The market goes on where it was: no second past, and the trades of the commodity book are the same ones.</summary>
    private static async Task CheckRestartAsync(OwnTerminal terminal)
    {
        Assert.Equal(0, await terminal.Process.StopAsync());
        await terminal.StartAgainAsync();
        await using var database = await terminal.ConnectAsync();
        await Eventually.TrueAsync(
            async () =>
            {
                await using var marked = new NpgsqlCommand(
                    """
                    SELECT count(*) FILTER (WHERE opened_at < now() - interval '1 hour') > 5 AND count(*) <= 51 AND (
                        SELECT count(DISTINCT trade_id) > 5 FROM commodity_events
                        WHERE kind = 'trade_marked' AND event_time > pg_postmaster_start_time()
                            AND trade_id IN (SELECT trade_id FROM commodity_positions WHERE opened_at < now() - interval '1 hour'))
                    FROM open_positions
                    """, database);
                return (bool)(await marked.ExecuteScalarAsync())!;
            },
            () => "What was open is marked by the next run");
        var sent = new List<long>();
        await Eventually.TrueAsync(
            async () => (sent = [.. (await terminal.GetAsync("/api/producers")).EnumerateArray()
                .Select(producer => producer.GetProperty("sent").GetInt64())]).All(count => count > 0),
            () => $"Each producer sends: {string.Join(' ', sent)}");
        Assert.All(sent, count => Assert.InRange(count, 1, 5_000));
    }

    private static async Task<int> RunningAsync(OwnTerminal terminal) => (await terminal.GetAsync("/api/producers")).EnumerateArray()
        .Count(producer => producer.GetProperty("running").GetBoolean());

    /// <summary>A day of every feed, each event once, and all producers go on.</summary>
    private static async Task CheckStoredAsync(OwnTerminal terminal)
    {
        var producers = (await terminal.GetAsync("/api/producers")).EnumerateArray().ToList();
        Assert.Equal(Feeds, producers.Select(producer => producer.GetProperty("name").GetString()));
        Assert.All(producers, producer => Assert.True(producer.GetProperty("running").GetBoolean(), $"{producer}"));
        Assert.All(producers, producer => Assert.Equal(0, producer.GetProperty("failed").GetInt64()));
        Assert.True(producers[0].GetProperty("sent").GetInt64() > 100_000);
        var feeds = (await terminal.GetAsync("/api/status")).GetProperty("feeds").EnumerateArray().ToList();
        Assert.All(feeds, feed => Assert.Equal(0, feed.GetProperty("rejected").GetInt64() + feed.GetProperty("duplicates").GetInt64()));
        await using var database = await terminal.ConnectAsync();
        foreach (var table in (string[])["trades", "quotes", "book_updates", "trader_positions", "crypto_ticks", "index_ticks"])
        {
            await using var hours = new NpgsqlCommand(
                $"SELECT count(DISTINCT date_trunc('hour', {(table == "trades" ? "executed_at" : "event_time")})) FROM {table}", database);
            Assert.InRange((long)(await hours.ExecuteScalarAsync())!, 24, 26);
        }
    }

    private static async Task CheckMarketAsync(OwnTerminal terminal)
    {
        var traded = (await terminal.GetAsync("/api/tickers")).EnumerateArray()
            .ToDictionary(ticker => ticker.GetProperty("ticker").GetString()!, ticker => ticker.GetProperty("lastPrice").GetDouble());
        var quotes = (await terminal.GetAsync("/api/quotes?symbols=AAPL,TSLA")).EnumerateArray().ToList();
        Assert.NotEmpty(quotes);
        Assert.All(quotes, quote => Assert.Equal(
            1, quote.GetProperty("price").GetDouble() / traded[quote.GetProperty("symbol").GetString()!], 0.005));
    }

    private async Task CheckPositionsAsync(OwnTerminal terminal)
    {
        var pnl = await terminal.GetAsync("/api/pnl");
        var commodities = pnl.GetProperty("commodities").EnumerateArray().ToList();
        Assert.InRange(commodities.Sum(commodity => commodity.GetProperty("openCount").GetInt64()), 5, 50);
        Assert.All(commodities, commodity => Assert.Equal(JsonValueKind.Number, commodity.GetProperty("unrealized").ValueKind));
        await OpenAsync(terminal, "/market");
        var rows = Page.Locator("tr[data-testid^=market-]");
        await Expect(rows.Nth(18)).ToBeVisibleAsync();
        await Eventually.TrueAsync(
            async () => await rows.CountAsync() == await rows.Locator("svg.spark").CountAsync(), () => "Each row has its line");
    }

    /// <summary>Those of the past are there to be looked at, and nobody is told of them.</summary>
    private static async Task CheckAlertsAsync(OwnTerminal terminal)
    {
        var alerts = (await terminal.GetAsync("/api/alerts?limit=500")).EnumerateArray().ToList();
        Assert.True(alerts.Select(alert => alert.GetProperty("kind").GetString()).Distinct().Count() >= 3, $"{alerts.Count} alerts");
        await using var database = await terminal.ConnectAsync();
        await Eventually.TrueAsync(
            async () =>
            {
                await using var sent = new NpgsqlCommand(
                    """
                    SELECT count(*) FILTER (WHERE published_at > 'epoch') = 0 AND count(*) FILTER (WHERE published_at IS NULL) = 0
                    FROM alerts WHERE detected_at < raised_at - interval '5 minutes'
                    """, database);
                return (bool)(await sent.ExecuteScalarAsync())!;
            },
            () => "Alerts of the past are left out, not sent");
    }
}
