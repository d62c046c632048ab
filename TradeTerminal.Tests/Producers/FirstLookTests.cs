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
    private static readonly string[] Feeds = ["trades", "quotes", "order_book", "positions", "commodities", "crypto", "indices"];

    [Fact]
    public async Task Terminal_FirstStart_ShowsAWholeMarketWithinSeconds()
    {
        await using var terminal = await OwnTerminal.StartUntouchedAsync();
        await Page.SetViewportSizeAsync(1440, 900);
        await OpenAsync(terminal, "/");
        await Expect(Hook("synthetic")).ToBeVisibleAsync();
        await Expect(Hook("past")).ToBeHiddenAsync(new() { Timeout = 60_000 });
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
        Assert.All(
            (await terminal.GetAsync("/api/producers")).EnumerateArray(),
            producer => Assert.InRange(producer.GetProperty("sent").GetInt64(), 1, 5_000));
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
        Assert.Equal(await rows.CountAsync(), await rows.Locator("svg.spark").CountAsync());
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
