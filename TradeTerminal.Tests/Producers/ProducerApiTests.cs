using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Producers;

[Collection(ApiHost.Collection)]
public sealed class ProducerApiTests(ApiHost host)
{
    private readonly RunningTerminal _terminal = host.Terminal;

    [Fact]
    public async Task Start_ThenStop_ProducesAndAccountsForEveryTrade()
    {
        var started = await PostAsync("/api/producer/start", new { rate = 500, tickers = new[] { "syna", "SYNB" }, seed = 7 });
        Assert.True(started.GetProperty("running").GetBoolean());
        Assert.Equal(500, started.GetProperty("rate").GetInt32());
        Assert.Equal(7, started.GetProperty("seed").GetInt32());
        Assert.Equal(["SYNA", "SYNB"], started.GetProperty("tickers").EnumerateArray().Select(ticker => ticker.GetString()));

        await RunningTerminal.WaitForAsync(
            () => _terminal.GetAsync("/api/trades?tickers=SYNA,SYNB&limit=50").GetAwaiter().GetResult().GetArrayLength() == 50);
        var stopped = await PostAsync("/api/producer/stop", null);

        Assert.False(stopped.GetProperty("running").GetBoolean());
        Assert.Equal(0, stopped.GetProperty("failed").GetInt64());
        Assert.Equal(stopped.GetProperty("sent").GetInt64(), stopped.GetProperty("acknowledged").GetInt64());
    }

    [Fact]
    public async Task Start_WithoutABody_TakesTheDefaults()
    {
        var started = await PostAsync("/api/producer/start", null);
        await PostAsync("/api/producer/stop", null);

        Assert.Equal(20, started.GetProperty("rate").GetInt32());
        Assert.Equal(7, started.GetProperty("tickers").GetArrayLength());
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task Post_FromAForeignPage_IsRefused(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/producer/start", UriKind.Relative));
        request.Headers.Add(header, value);
        using var response = await _terminal.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.False((await _terminal.GetAsync("/api/producer")).GetProperty("running").GetBoolean());
    }

    [Fact]
    public async Task Post_FromOurOwnPage_IsTaken()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/producer/stop", UriKind.Relative));
        request.Headers.Add("Origin", $"http://{_terminal.Address.Authority}");
        using var response = await _terminal.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private async Task<JsonElement> PostAsync(string path, object? body)
    {
        using var content = body is null ? null : JsonContent.Create(body);
        using var response = await _terminal.Client.PostAsync(new Uri(path, UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
