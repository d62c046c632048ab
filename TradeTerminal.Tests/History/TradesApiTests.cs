using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.History;

[Collection(ApiHost.Collection)]
public sealed class TradesApiTests(ApiHost host)
{
    private readonly RunningTerminal _terminal = host.Terminal;

    [Fact]
    public async Task Get_StoredTrade_GivesItAsItWasSent()
    {
        var (id, at) = (Guid.NewGuid(), new DateTime(2026, 3, 1, 14, 30, 0, 123, DateTimeKind.Utc));
        await _terminal.ProduceAsync(RunningTerminal.Trade("GET1", "189.50", 120, "SELL", at, id));

        var text = await _terminal.Client.GetStringAsync(new Uri("/api/trades?tickers=get1", UriKind.Relative));

        var trade = Assert.Single(JsonSerializer.Deserialize<JsonElement>(text).EnumerateArray());
        Assert.Equal(id, trade.GetProperty("tradeId").GetGuid());
        Assert.Equal("GET1", trade.GetProperty("ticker").GetString());
        Assert.Equal("189.50", trade.GetProperty("price").GetRawText());
        Assert.Equal(120, trade.GetProperty("volume").GetInt64());
        Assert.Equal("sell", trade.GetProperty("side").GetString());
        Assert.Equal("2026-03-01T14:30:00.123Z", trade.GetProperty("executedAt").GetString());
        Assert.Equal(JsonValueKind.Number, trade.GetProperty("partition").ValueKind);
        Assert.Equal(JsonValueKind.Number, trade.GetProperty("offset").ValueKind);
    }

    [Theory]
    [InlineData("SPY   260417C00500000", "SPY%20%20%20260417C00500000")]
    [InlineData("BTC/USDT:USDT", "BTC/USDT:USDT")]
    [InlineData("^GSPC", "%5EGSPC")]
    [InlineData("A+B&C=#1", "A%2BB%26C%3D%231")]
    public async Task Get_TradeAsTheWorldSendsIt_IsFoundByItsSymbolEverywhere(string ticker, string inAddress)
    {
        await _terminal.ProduceAsync(
            $$"""{"trade_id":52983527388738,"ticker":"{{ticker}}","price":"189.37000000000003","volume":0.00125000,"timestamp":"2026-03-01 14:30:00.123456789Z"}""",
            $$"""{"trade_id":"52983527388738","ticker":"{{ticker}}","price":"1","volume":1.0E7,"side":null,"timestamp":"2026-03-01T14:30:01Z"}""",
            $$"""{"trade_id":"T 2","ticker":"{{ticker}}","price":100,"volume":"2.5","side":"Sell","timestamp":"2026-03-01T14:30:02Z"}""");

        var trades = await _terminal.GetAsync($"/api/trades?tickers={inAddress}");
        Assert.Equal(2, trades.GetArrayLength());
        var trade = trades[1];
        Assert.Equal(
            (ticker, "189.37000000000003", "0.00125000", "unknown", "52983527388738", "2026-03-01T14:30:00.123456Z"),
            (trade.GetProperty("ticker").GetString(), trade.GetProperty("price").GetRawText(), trade.GetProperty("volume").GetRawText(),
                trade.GetProperty("side").GetString(), trade.GetProperty("sourceId").GetString(), trade.GetProperty("executedAt").GetString()));
        Assert.Equal("2.5", Assert.Single((await _terminal.GetAsync($"/api/trades?tickers={inAddress}&sizeFrom=0.002&side=sell")).EnumerateArray()).GetProperty("volume").GetRawText());
        Assert.Single((await _terminal.GetAsync($"/api/trades?tickers={inAddress}&side=unknown")).EnumerateArray());

        var candle = Assert.Single((await _terminal.GetAsync($"/api/candles?ticker={inAddress}&from=2026-03-01&to=2026-03-02")).EnumerateArray());
        Assert.Equal((2.50125m, 250.23671250000000003750m), (candle.GetProperty("volume").GetDecimal(), candle.GetProperty("notional").GetDecimal()));
        // The market in memory follows what is stored.
        await Eventually.TrueAsync(
            async () => (await _terminal.GetAsync("/api/tickers")).EnumerateArray().Any(one => one.GetProperty("ticker").GetString() == ticker),
            () => "it is in the market");
        Assert.Equal(2, (await _terminal.GetAsync($"/api/symbols/trades/{inAddress}")).GetProperty("events").GetInt64());

        var csv = await _terminal.Client.GetStringAsync(new Uri($"/api/trades.csv?tickers={inAddress}&side=unknown", UriKind.Relative));
        Assert.Contains($"\r\n52983527388738,{ticker},189.37000000000003,0.00125000,unknown,2026-03-01T14:30:00.123456Z,", csv, StringComparison.Ordinal);
        var page = await _terminal.Client.GetStringAsync(new Uri($"/instrument/{inAddress}", UriKind.Relative));
        Assert.Contains(System.Text.Encodings.Web.HtmlEncoder.Default.Encode(ticker), page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Range_TakesFromAndLeavesTo()
    {
        var noon = new DateTime(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);
        await _terminal.ProduceAsync([.. Enumerable.Range(0, 4).Select(i => RunningTerminal.Trade("RANGE", at: noon.AddMinutes(i)))]);

        var trades = await _terminal.GetAsync("/api/trades?tickers=RANGE&from=2026-03-02T13:01:00%2B01:00&to=2026-03-02T12:03:00");

        Assert.Equal(["2026-03-02T12:02:00Z", "2026-03-02T12:01:00Z"],
            trades.EnumerateArray().Select(trade => trade.GetProperty("executedAt").GetString()));
    }

    [Fact]
    public async Task Gaps_FromWithinAMinute_BeginWithThatMinute()
    {
        var at = new DateTime(2026, 3, 2, 7, 50, 0, DateTimeKind.Utc);
        await _terminal.ProduceAsync(RunningTerminal.Trade("GAPF", at: at.AddSeconds(26)),
            RunningTerminal.Trade("GAPF", at: at.AddSeconds(300)));

        var gap = Assert.Single((await _terminal.GetAsync("/api/gaps?ticker=GAPF&from=2026-03-02T07:50:27Z")).EnumerateArray());

        Assert.Equal((at.AddMinutes(1), at.AddMinutes(5)), (gap.GetProperty("from").GetDateTime(), gap.GetProperty("to").GetDateTime()));
    }

    [Fact]
    public async Task Get_Side_GivesOnlyIt()
    {
        await _terminal.ProduceAsync(RunningTerminal.Trade("SIDE", side: "buy"), RunningTerminal.Trade("SIDE", side: "sell", volume: 7));

        var trade = Assert.Single((await _terminal.GetAsync("/api/trades?tickers=SIDE&side=Sell")).EnumerateArray());

        Assert.Equal(7, trade.GetProperty("volume").GetInt64());
    }

    [Fact]
    public async Task Get_PageByPageWhileNewOnesArrive_LosesAndRepeatsNone()
    {
        // Few distinct times, so that pages end within trades of the same one.
        var at = new DateTime(2026, 3, 3, 9, 0, 0, DateTimeKind.Utc);
        var ids = Enumerable.Range(0, 237).Select(_ => Guid.NewGuid()).ToArray();
        await _terminal.ProduceAsync([.. ids.Select((id, i) => RunningTerminal.Trade("PAGE", at: at.AddSeconds(i % 5), id: id))]);

        var seen = new List<Guid>();
        for (var next = "/api/trades?tickers=PAGE&limit=10"; next is not null;)
        {
            using var response = await _terminal.Client.GetAsync(new Uri(next, UriKind.RelativeOrAbsolute));
            seen.AddRange(
                (await response.Content.ReadFromJsonAsync<JsonElement>()).EnumerateArray()
                .Select(trade => trade.GetProperty("tradeId").GetGuid()));
            next = Next(response);
            await _terminal.ProduceAsync(RunningTerminal.Trade("PAGE", at: at.AddHours(1)));
        }

        Assert.Equal(ids.Length, seen.Count);
        Assert.Equal(ids.Order(), seen.Order());
    }

    [Fact]
    public async Task Get_LastPage_HasNoLink()
    {
        await _terminal.ProduceAsync(RunningTerminal.Trade("LAST"), RunningTerminal.Trade("LAST"));

        using var response = await _terminal.Client.GetAsync(new Uri("/api/trades?tickers=LAST&limit=2", UriKind.Relative));

        Assert.Null(Next(response));
    }

    [Fact]
    public async Task Get_PriceAndSize_TakeBothEnds()
    {
        var at = new DateTime(2026, 3, 6, 9, 0, 0, DateTimeKind.Utc);
        await _terminal.ProduceAsync(
            [.. Enumerable.Range(0, 10).Select(i => RunningTerminal.Trade("ENDS", $"{10 + i}.50", 100 + i, at: at.AddSeconds(i)))]);

        var trades = await _terminal.GetAsync("/api/trades?tickers=ENDS&priceFrom=12.5&priceTo=16.50&sizeFrom=103&sizeTo=105");

        Assert.Equal([105, 104, 103], trades.EnumerateArray().Select(trade => trade.GetProperty("volume").GetInt32()));
    }

    [Theory]
    [InlineData("/api/trades.csv?tickers=CSV,-CSV&sizeFrom=2", null)]
    [InlineData("/api/trades?tickers=CSV,-CSV&sizeFrom=2", "text/csv")]
    public async Task Csv_OfAQuery_IsAFileOfAllItsTradesSafeForSpreadsheets(string path, string? accept)
    {
        var at = new DateTime(2026, 3, 7, 9, 0, 0, 123, DateTimeKind.Utc);
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        await _terminal.ProduceAsync(
            RunningTerminal.Trade("CSV", "1.00", 1, at: at), RunningTerminal.Trade("CSV", "189.50", 2, "buy", at.AddMinutes(-3), first),
            RunningTerminal.Trade("-CSV", "0.00000001", 3, "sell", at.AddMinutes(5), second));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (accept is not null)
        {
            request.Headers.Add("Accept", accept);
        }

        using var response = await _terminal.Client.SendAsync(request);
        var lines = (await response.Content.ReadAsStringAsync()).Split("\r\n");

        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Matches("^\"?trades-[0-9]{8}-[0-9]{6}Z\\.csv\"?$", response.Content.Headers.ContentDisposition?.FileName);
        // Each run of this theory adds its own trades.
        Assert.Equal(("trade_id,ticker,price,volume,side,timestamp,partition,offset", ""), (lines[0], lines[^1]));
        Assert.Matches($"^{second},'-CSV,0\\.00000001,3,sell,2026-03-07T09:05:00\\.123000Z,[0-3],[0-9]+$",
            lines.Single(line => line.StartsWith($"{second}", StringComparison.Ordinal)));
        Assert.Matches($"^{first},CSV,189\\.50,2,buy,2026-03-07T08:57:00\\.123000Z,[0-3],[0-9]+$",
            lines.Single(line => line.StartsWith($"{first}", StringComparison.Ordinal)));
        Assert.DoesNotContain(lines, line => line.Contains(",1.00,1,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sort_OfTheScreen_IsThatOfTheListItsPagesAndTheFile()
    {
        var at = new DateTime(2026, 3, 8, 9, 0, 0, DateTimeKind.Utc);
        await _terminal.ProduceAsync(
            [.. new[] { 5, 300, 20 }.Select((size, i) => RunningTerminal.Trade("SORTED", volume: size, at: at.AddSeconds(i)))]);

        using var page = await _terminal.Client.GetAsync(new Uri("/api/trades?tickers=SORTED&sort=-size&limit=2", UriKind.Relative));
        using var next = await _terminal.Client.GetAsync(new Uri(Next(page)!, UriKind.RelativeOrAbsolute));
        var file = await _terminal.Client.GetStringAsync(new Uri("/api/trades.csv?tickers=SORTED&sort=size", UriKind.Relative));
        using var refused = await _terminal.Client.GetAsync(new Uri("/api/trades.csv?sort=ticker", UriKind.Relative));

        int[] sizes = [.. await SizesAsync(page), .. await SizesAsync(next)];
        Assert.Equal([300, 20, 5], sizes);
        Assert.Equal(["5", "20", "300"], file.Split("\r\n")[1..^1].Select(line => line.Split(',')[3]));
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, refused.StatusCode);

        static async Task<int[]> SizesAsync(HttpResponseMessage response) =>
            [.. (await response.Content.ReadFromJsonAsync<JsonElement>()).EnumerateArray().Select(trade => trade.GetProperty("volume").GetInt32())];
    }

    [Fact]
    public async Task Csv_PagedOrEmpty_IsRefusedOrOnlyTheHeader()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/trades?limit=5", UriKind.Relative));
        request.Headers.Add("Accept", "text/csv");
        using var refused = await _terminal.Client.SendAsync(request);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, refused.StatusCode);

        Assert.Equal(
            "trade_id,ticker,price,volume,side,timestamp,partition,offset\r\n",
            await _terminal.Client.GetStringAsync(new Uri("/api/trades.csv?tickers=NOSUCH", UriKind.Relative)));
    }

    [Fact]
    public async Task Summary_OfTheTrades_AddsUp()
    {
        var at = new DateTime(2026, 3, 4, 9, 0, 0, DateTimeKind.Utc);
        await _terminal.ProduceAsync(
            RunningTerminal.Trade("SUMA", "10.00", 1, "buy", at),
            RunningTerminal.Trade("SUMA", "20.00", 3, "sell", at.AddSeconds(1)),
            RunningTerminal.Trade("SUMB", "30.00", 12, "buy", at.AddSeconds(2)));
        JsonElement summary = default;
        await RunningTerminal.WaitForAsync(() =>
        {
            summary = _terminal.GetAsync("/api/summary?tickers=SUMA,sumb").GetAwaiter().GetResult();
            return summary.GetProperty("trades").GetInt32() == 3;
        });

        Assert.Equal(20m, summary.GetProperty("averagePrice").GetDecimal());
        Assert.Equal(16m, summary.GetProperty("totalVolume").GetDecimal());
        Assert.Equal("SUMB", summary.GetProperty("mostActiveTicker").GetString());
        Assert.Equal(26.875m, summary.GetProperty("vwap").GetDecimal());
        Assert.Equal(0.8125m, summary.GetProperty("buyShare").GetDecimal());
    }

    [Fact]
    public async Task Candles_BoundsWithinAMinute_GiveWholeCandlesThatBeginBetween()
    {
        var at = new DateTime(2026, 3, 5, 9, 0, 0, DateTimeKind.Utc);
        await _terminal.ProduceAsync(
            [.. Enumerable.Range(0, 20).Select(i => RunningTerminal.Trade("CNDL", (10 + i).ToString(CultureInfo.InvariantCulture), 2, at: at.AddSeconds(i * 30)))]);

        var candles = (await _terminal.GetAsync("/api/candles?ticker=CNDL&interval=5m&from=2026-03-05T08:58:00&to=2026-03-05T09:02:00"))
            .EnumerateArray().ToList();

        var candle = Assert.Single(candles);
        Assert.Equal(
            """{"time":"2026-03-05T09:00:00Z","open":10,"high":19,"low":10,"close":19,"volume":20,"count":10,"notional":290.00000000}""", candle.GetRawText());
    }

    [Fact]
    public async Task Tickers_AfterATrade_ListIt()
    {
        await _terminal.ProduceAsync(RunningTerminal.Trade("TICK", "12.30", 5));
        JsonElement ticker = default;
        await RunningTerminal.WaitForAsync(() =>
        {
            ticker = _terminal.GetAsync("/api/tickers").GetAwaiter().GetResult().EnumerateArray()
                .FirstOrDefault(found => found.GetProperty("ticker").GetString() == "TICK");
            return ticker.ValueKind == JsonValueKind.Object;
        });

        Assert.Equal("12.30", ticker.GetProperty("lastPrice").GetRawText());
        Assert.Equal(5, ticker.GetProperty("volume").GetInt64());
        Assert.Equal(1, ticker.GetProperty("count").GetInt64());
        Assert.Equal(0m, ticker.GetProperty("change").GetDecimal());
        Assert.InRange(ticker.GetProperty("ageSeconds").GetDouble(), 0, 60);
    }

    private static string? Next(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
}
