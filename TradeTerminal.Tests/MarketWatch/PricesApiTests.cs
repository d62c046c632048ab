using System.Text.Json;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Ticks;
using TradeTerminal.Tests.Support.Terminals;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.MarketWatch;

/// <summary>Prices of the feeds other than trades, as programs read them.</summary>
[Collection(ApiHost.Collection)]
public sealed class PricesApiTests(ApiHost host) : IDisposable
{
    private readonly RunningTerminal _terminal = host.Terminal;
    private readonly TestPrices _prices = new(host.Database.ConnectionString);

    public void Dispose() => _prices.Dispose();

    [Fact]
    public async Task Quotes_OfASymbol_GivesTheNewestOfEachVenue()
    {
        var at = new DateTime(2026, 3, 1, 9, 0, 0, DateTimeKind.Utc);
        _prices.Write(Quote("QUO1", "NYSE", 10.10m, at, 0), Quote("QUO1", "BATS", 10.30m, at, 1),
            Quote("QUO1", "NYSE", 10.20m, at.AddSeconds(2), 2), Quote("QUO2", "NYSE", 1, at, 3));

        var rows = (await _terminal.GetAsync("/api/quotes?symbols=quo1")).EnumerateArray().ToList();

        Assert.Equal(["BATS", "NYSE"], rows.Select(row => row.GetProperty("venue").GetString()));
        Assert.Equal(
            ("quotes", "QUO1", "10.20", "10.10", "10.30", 300, 400, "2026-03-01T09:00:02Z"),
            (Text(rows[1], "feed"), Text(rows[1], "symbol"), Raw(rows[1], "price"), Raw(rows[1], "bid"), Raw(rows[1], "ask"),
                rows[1].GetProperty("bidSize").GetInt64(), rows[1].GetProperty("askSize").GetInt64(), Text(rows[1], "time")));
        Assert.True(rows[1].GetProperty("ageSeconds").GetDouble() > 0);
        Assert.Contains(Text(rows[1], "state"), new[] { "stale", "down" });
    }

    [Fact]
    public async Task Quotes_OfCrypto_SayWhereThePriceComesFrom()
    {
        var at = new DateTime(2026, 3, 1, 9, 0, 0, DateTimeKind.Utc);
        _prices.Write(PricedFeeds.Crypto, new Tick("QUO-USD", 87_001, 0, PriceOrigin.Jittered, at.AddSeconds(-30), at, 0, 0));

        var row = Assert.Single((await _terminal.GetAsync("/api/quotes?feed=crypto&symbols=QUO-USD")).EnumerateArray());

        Assert.Equal(("jittered", "2026-03-01T08:59:30Z", ""), (Text(row, "origin"), Text(row, "realAt"), Text(row, "venue")));
        Assert.Equal(JsonValueKind.Null, row.GetProperty("bid").ValueKind);
    }

    [Fact]
    public async Task Quotes_SenderWithAClockAhead_AgeFromTheirReceipt()
    {
        _prices.Write(PricedFeeds.Crypto, new Tick("AHEAD", 5, 0, PriceOrigin.Real, null, DateTime.UtcNow.AddMinutes(4), 0, 0));
        Show();

        await RunningTerminal.WaitForAsync(() => _terminal.GetAsync("/api/quotes?feed=crypto&symbols=AHEAD").GetAwaiter().GetResult()
            .EnumerateArray().Single().GetProperty("ageSeconds").GetDouble() > 0.5);
    }

    [Fact]
    public async Task Candles_OfAFeed_JoinVenuesByTimeAndKeepFeedsApart()
    {
        var at = new DateTime(2026, 3, 1, 10, 0, 0, DateTimeKind.Utc);
        _prices.Write(Quote("PCND", "NYSE", 10, at.AddSeconds(1), 0), Quote("PCND", "BATS", 11, at, 1),
            Quote("PCND", "NYSE", 9, at.AddSeconds(50), 2), Quote("PCND", "BATS", 12, at.AddSeconds(50), 3));
        _prices.Write(PricedFeeds.Indices, new Tick("PCND", 500, 1, PriceOrigin.Unstated, null, at, 0, 0));

        Assert.Equal([Candle(11, 12, 9, 12, 200, 4)], await CandlesAsync("ticker=PCND"));
        Assert.Equal([Candle(10, 10, 9, 9, 100, 2)], await CandlesAsync("ticker=PCND&feed=quotes&venue=nyse"));
        Assert.Equal([Candle(10, 10, 9, 9, 100, 2)], await CandlesAsync("ticker=PCND&venue=NYSE"));
        Assert.Equal([Candle(500, 500, 500, 500, 1, 1)], await CandlesAsync("ticker=PCND&feed=indices"));
        Assert.Equal([Candle(11, 12, 9, 12, 200, 4)], await CandlesAsync("ticker=PCND&interval=1h"));
        Assert.Empty(await CandlesAsync("ticker=PCND&feed=trades"));
        Assert.Equal([(0, 11m), (1, 10m), (50, 12m)], (await _terminal.GetAsync("/api/candles?ticker=PCND&interval=1s")).EnumerateArray()
            .Select(candle => (candle.GetProperty("time").GetDateTime().Second, candle.GetProperty("close").GetDecimal())));

        await _terminal.ProduceAsync(RunningTerminal.Trade("PCND", "77", 3, at: at));
        Assert.Equal([Candle(77, 77, 77, 77, 3, 1)], await CandlesAsync("ticker=PCND"));

        async Task<List<string>> CandlesAsync(string query) =>
            [.. (await _terminal.GetAsync($"/api/candles?{query}")).EnumerateArray()
                .Select(candle => candle.GetRawText().Split(",\"notional\"")[0])];
        static string Candle(int open, int high, int low, int close, int volume, int count) =>
            $$"""{"time":"2026-03-01T10:00:00Z","open":{{open}},"high":{{high}},"low":{{low}},"close":{{close}},"volume":{{volume}},"count":{{count}}""";
    }

    [Fact]
    public async Task Live_SymbolsOfOtherFeeds_HaveColumnsOfTheirOwn()
    {
        var at = DateTime.UtcNow;
        var second = new DateTime(at.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, DateTimeKind.Utc);
        await _terminal.ProduceAsync(RunningTerminal.Trade("LIVB", "5", 2, at: second));
        _prices.Write(Quote("LIVB", "NYSE", 6, second, 0), Quote("LIVB", "BATS", 7, second.AddMilliseconds(1), 1));
        _prices.Write(
            PricedFeeds.Crypto, Enumerable.Range(0, 120)
            .Select(i => new Tick("LIVC", 100 + i, 0, PriceOrigin.Unstated, null, second.AddSeconds(i - 119), 0, i)));
        _prices.Write(
            new CommodityEvent(CommodityEventKind.PriceTick, "LIVD", 9, 4, null, PositionType.Long, 0, 0, null, null, null,
                second.AddHours(-1), 0, 0));
        Show();
        JsonElement last = default;
        await RunningTerminal.WaitForAsync(() =>
        {
            var rows = Rows("LIVB,quotes:LIVB,LIVC,livd");
            last = rows.Length > 0 ? rows[^1] : default;
            return last.ValueKind == JsonValueKind.Object && new[] { "quotes:LIVB", "LIVB", "LIVC" }.All(
                name => last.TryGetProperty(name, out var price) && price.ValueKind == JsonValueKind.Number);
        });

        Assert.Equal(
            (second, 5m, 2m, 7m, 100m, 219m, 0m, JsonValueKind.Null),
            (last.GetProperty("time").GetDateTime(), Number("LIVB"), Number("LIVB_volume"), Number("quotes:LIVB"),
                Number("quotes:LIVB_volume"), Number("LIVC"), Number("LIVC_volume"), last.GetProperty("LIVD").ValueKind));
        Assert.Equal(50, Rows("LIVC").Length);
        Assert.Equal(["time", "LIVD", "LIVD_volume"], Assert.Single(Rows("LIVD")).EnumerateObject().Select(property => property.Name));

        decimal Number(string name) => last.GetProperty(name).GetDecimal();
        JsonElement[] Rows(string names) => [.. _terminal.GetAsync($"/live?tickers={names}").GetAwaiter().GetResult().EnumerateArray()];
    }

    [Fact]
    public async Task Statistics_OfEveryFeed_AreToldApart()
    {
        var at = new DateTime(2025, 12, 3, 9, 0, 0, DateTimeKind.Utc);
        await _terminal.ProduceAsync(RunningTerminal.Trade("STAF", "5", 2, at: at.AddDays(2)));
        _prices.Write(Quote("STAF", "NYSE", 1, at.AddDays(-1), 0), Quote("STAF", "NYSE", 6, at, 1),
            Quote("STAF", "BATS", 7, at.AddMinutes(5), 2));

        var rows = (await _terminal.GetAsync("/api/statistics?tickers=STAF,quotes:STAF")).EnumerateArray().ToList();

        Assert.Equal(
            [("trades", "STAF", 1L, 5m, 5m, 5m, at.AddDays(2)), ("quotes", "quotes:STAF", 2L, 6.5m, 7m, 6m, at.AddMinutes(5))],
            rows.Select(
                row => (Text(row, "feed"), Text(row, "symbol"), row.GetProperty("tick_count").GetInt64(),
                    row.GetProperty("avg_price").GetDecimal(),
                row.GetProperty("max_price").GetDecimal(), row.GetProperty("min_price").GetDecimal(),
                row.GetProperty("time").GetDateTime())));
        Assert.Equal("STAF", Text(Assert.Single((await _terminal.GetAsync("/api/statistics?tickers=STAF")).EnumerateArray()), "symbol"));
    }

    [Fact]
    public async Task MarketPage_Requested_CarriesPricesOfEveryFeed()
    {
        await _terminal.ProduceAsync(RunningTerminal.Trade("MKTA", "12.5"));
        _prices.Write(Quote("MKTB", "NYSE", 20, DateTime.UtcNow, 0));
        Show();
        var page = "";
        await RunningTerminal.WaitForAsync(() =>
        {
            page = _terminal.Client.GetStringAsync(new Uri("/market?find=MKT", UriKind.Relative)).GetAwaiter().GetResult();
            return page.Contains("market-row-quotes-MKTB-NYSE", StringComparison.Ordinal)
                && page.Contains("market-row-trades-MKTA", StringComparison.Ordinal);
        });

        Assert.Contains("data-testid=\"market-table\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("market-row-trades-TICK", page, StringComparison.Ordinal);
    }

    /// <summary>Written past the workers: the market is told by hand.</summary>
    private void Show() => ((ChangeFeed)_terminal.Services.GetService(typeof(ChangeFeed))!).PublishUnknown();

    private static Quote Quote(string symbol, string venue, decimal price, DateTime at, long offset) =>
        new(symbol, venue, price, price - 0.10m, price + 0.10m, 300,
            400, 50, new DateTime(at.Ticks / 10 * 10, DateTimeKind.Utc), 0, offset);

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).GetString();

    private static string Raw(JsonElement row, string name) => row.GetProperty(name).GetRawText();
}
