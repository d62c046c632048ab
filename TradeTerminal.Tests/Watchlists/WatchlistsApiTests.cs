using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Watchlists;

[Collection(ApiHost.Collection)]
public sealed class WatchlistsApiTests(ApiHost host)
{
    private readonly RunningTerminal _terminal = host.Terminal;

    [Fact]
    public async Task Put_List_FiltersTradesByItsName()
    {
        await _terminal.ProduceAsync(RunningTerminal.Trade("WLA"), RunningTerminal.Trade("WLB"), RunningTerminal.Trade("WLC"));
        using var response = await PutAsync("Mine", """{"text":"NYSE:WLB, wla\nNOSUCH"}""");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        var list = (await _terminal.GetAsync("/api/watchlists")).EnumerateArray().Single(one => one.GetProperty("name").GetString() == "mine");
        Assert.Equal(["WLB", "WLA", "NOSUCH"], list.GetProperty("symbols").EnumerateArray().Select(symbol => symbol.GetString()));
        Assert.Contains("NOSUCH", list.GetProperty("unknown").EnumerateArray().Select(symbol => symbol.GetString()));
        var trades = (await _terminal.GetAsync("/api/trades?tickers=list:mine")).EnumerateArray();
        Assert.Equal(["WLA", "WLB"], trades.Select(trade => trade.GetProperty("ticker").GetString()).Distinct().Order());

        Assert.NotEqual(JsonValueKind.Undefined, (await _terminal.GetAsync("/live?tickers=list:mine")).ValueKind);

        using var deleted = await _terminal.Client.DeleteAsync(new Uri("/api/watchlists/mine", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await ExpectRefusedAsync("/api/trades?tickers=list:mine", "tickers");
        await ExpectRefusedAsync("/live?tickers=list:mine", "tickers");
        await ExpectRefusedAsync("/api/quotes?symbols=list:mine", "symbols");
    }

    /// <summary>A browser brings what it has looked at; a program, which brings none, is told.</summary>
    [Fact]
    public async Task Recent_IsOfTheBrowserThatAsks()
    {
        await _terminal.ProduceAsync(RunningTerminal.Trade("WRA"), RunningTerminal.Trade("WRB"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/trades?tickers=list:recent");
        request.Headers.Add("Cookie", "settings=theme=light&recent=WRB+NOSUCH&local=Europe/Berlin");

        using var response = await _terminal.Client.SendAsync(request);

        Assert.Equal(
            ["WRB"], (await response.Content.ReadFromJsonAsync<JsonElement>()).EnumerateArray().Select(trade => trade.GetProperty("ticker").GetString()).Distinct());
        await ExpectRefusedAsync("/api/positions?symbols=list:recent", "symbols");
    }

    [Theory]
    [InlineData("x", """{"text":"***"}""", "text")]
    [InlineData("x", """{"symbols":[]}""", "symbols")]
    [InlineData("recent", """{"symbols":["A"]}""", "name")]
    [InlineData("a.b", """{"symbols":["A"]}""", "name")]
    public async Task Put_WhatCanBeNoList_NamesTheField(string name, string body, string field)
    {
        using var response = await PutAsync(name, body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.True((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty(field, out _));
    }

    private async Task ExpectRefusedAsync(string path, string argument)
    {
        using var response = await _terminal.Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.True((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty(argument, out _));
    }

    private Task<HttpResponseMessage> PutAsync(string name, string body) => _terminal.Client.PutAsync(
        new Uri($"/api/watchlists/{name}", UriKind.Relative), new StringContent(body, null, "application/json"));
}
