using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Producers;

[Collection(ApiHost.Collection)]
public sealed class ProducersApiTests(ApiHost host)
{
    private readonly RunningTerminal _terminal = host.Terminal;

    [Fact]
    public async Task List_Always_HasAllOfThemWithTheirTopics()
    {
        var producers = (await _terminal.GetAsync("/api/producers")).EnumerateArray().ToList();

        Assert.Equal(
            [
                ("trades", "orders"), ("quotes", "market_data"), ("order_book", "order_book_updates"), ("positions", "trading_positions"),
                ("commodities", "ctrm_trades"), ("crypto", "crypto_prices"), ("indices", "market_indices_raw"),
            ],
            producers.Select(producer => (producer.GetProperty("name").GetString()!, producer.GetProperty("topic").GetString()!)));
        Assert.All(producers, producer => Assert.False(producer.GetProperty("running").GetBoolean()));
        Assert.Equal(1, producers[5].GetProperty("interval").GetDouble());
        Assert.Equal(JsonValueKind.Null, producers[0].GetProperty("interval").ValueKind);
    }

    [Theory]
    [InlineData("quotes", """{"interval":0.05,"symbols":["pa","PB"],"seed":3,"stress":2.5}""")]
    [InlineData("order_book", """{"rate":200,"symbols":["pa"],"seed":3}""")]
    [InlineData("positions", """{"interval":0.05,"seed":3}""")]
    [InlineData("commodities", """{"interval":0.05,"seed":3}""")]
    [InlineData("indices", """{"interval":0.05,"seed":3}""")]
    public async Task Start_ThenStop_ProducesAndAccountsForEveryEvent(string name, string body)
    {
        var asked = JsonSerializer.Deserialize<JsonElement>(body);

        var started = await PostAsync($"/api/producers/{name}/start", body);
        Assert.True(started.GetProperty("running").GetBoolean());
        Assert.Equal(3, started.GetProperty("seed").GetInt32());
        Assert.Equal(asked.TryGetProperty("interval", out var interval) ? interval.GetDouble() : null, Nullable(started, "interval"));
        Assert.Equal(asked.TryGetProperty("rate", out var rate) ? rate.GetDouble() : null, Nullable(started, "rate"));
        Assert.Equal(name == "quotes" ? 2.5 : name is "commodities" or "indices" ? null : 1, Nullable(started, "stress"));
        await RunningTerminal.WaitForAsync(
            () => _terminal.GetAsync($"/api/producers/{name}").GetAwaiter().GetResult().GetProperty("acknowledged").GetInt64() > 20);
        var stopped = await PostAsync($"/api/producers/{name}/stop", null);

        Assert.False(stopped.GetProperty("running").GetBoolean());
        Assert.Equal(0, stopped.GetProperty("failed").GetInt64());
        Assert.Equal(stopped.GetProperty("sent").GetInt64(), stopped.GetProperty("acknowledged").GetInt64());
    }

    [Fact]
    public async Task Start_Trades_IsTheProducerUnderItsShortAddress()
    {
        await PostAsync("/api/producers/trades/start", """{"rate":5,"symbols":["PSYM"],"seed":3}""");
        var trades = await _terminal.GetAsync("/api/producer");
        await PostAsync("/api/producers/trades/stop", null);

        Assert.True(trades.GetProperty("running").GetBoolean());
        Assert.Equal("PSYM", trades.GetProperty("tickers")[0].GetString());
    }

    [Theory]
    [InlineData("quotes", """{"rate":-1}""", "rate", "1,000,000")]
    [InlineData("quotes", """{"rate":5,"interval":1}""", "interval", "not both")]
    [InlineData("quotes", """{"interval":0}""", "interval", "0.01 to 3,600")]
    [InlineData("quotes", """{"interval":1e300}""", "interval", "0.01 to 3,600")]
    [InlineData("quotes", """{"stress":0}""", "stress", "1,000")]
    [InlineData("quotes", """{"stress":1001}""", "stress", "1,000")]
    [InlineData("quotes", """{"stress":"much"}""", "stress", "openapi")]
    [InlineData("quotes", """{"symbols":["A|B"]}""", "symbols", "A-Z")]
    [InlineData("quotes", """{"symbols":[null]}""", "symbols", "A-Z")]
    [InlineData("quotes", """{"tickers":["A"]}""", "tickers", "openapi")]
    [InlineData("commodities", """{"stress":2}""", "stress", "no stress")]
    [InlineData("crypto", """{"symbols":["A","B","C","D","E","F","G","H","I","J","K"]}""", "symbols", "1 to 10")]
    [InlineData("trades", """{"seed":"x"}""", "seed", "openapi")]
    public async Task Start_BadBody_NamesTheFieldAndStartsNothing(string name, string body, string argument, string allowed)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _terminal.Client.PostAsync(new Uri($"/api/producers/{name}/start", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var errors = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.Contains(allowed, errors.GetProperty(argument)[0].GetString(), StringComparison.Ordinal);
        Assert.False((await _terminal.GetAsync($"/api/producers/{name}")).GetProperty("running").GetBoolean());
    }

    [Theory]
    [InlineData("GET", "/api/producers/stocks")]
    [InlineData("POST", "/api/producers/stocks/start")]
    [InlineData("POST", "/api/producers/stocks/stop")]
    public async Task Send_UnknownName_Is404AndNamesThoseThereAre(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        using var response = await _terminal.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("order_book", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task IndexFile_SeedAndStart_GivesTheCsv()
    {
        using var response = await _terminal.Client.GetAsync(
            new Uri("/api/index-file?seed=3&start=2025-12-15T09:00:00Z", UriKind.Relative));

        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        using var expected = new StringWriter();
        TradeTerminal.Producers.Synthetic.IndexFile.Write(expected, 3, new DateTime(2025, 12, 15, 9, 0, 0, DateTimeKind.Utc));
        Assert.Equal(expected.ToString(), await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("seed=x", "seed")]
    [InlineData("start=yesterday", "start")]
    public async Task IndexFile_BadArgument_NamesIt(string query, string argument)
    {
        using var response = await _terminal.Client.GetAsync(new Uri($"/api/index-file?{query}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.True((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty(argument, out _));
    }

    [Fact]
    public async Task OpenApi_Always_DescribesThem()
    {
        var paths = (await _terminal.GetAsync("/openapi/v1.json")).GetProperty("paths");

        Assert.All(
            (string[])["/api/producers", "/api/producers/{name}", "/api/producers/{name}/start", "/api/producers/{name}/stop", "/api/index-file"],
            path => Assert.All(paths.GetProperty(path).EnumerateObject(),
                method => Assert.NotEqual("", method.Value.GetProperty("summary").GetString())));
    }

    private static double? Nullable(JsonElement body, string field) =>
        body.GetProperty(field) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    private async Task<JsonElement> PostAsync(string path, string? body)
    {
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _terminal.Client.PostAsync(new Uri(path, UriKind.Relative), content);
        Assert.True(response.StatusCode == HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
