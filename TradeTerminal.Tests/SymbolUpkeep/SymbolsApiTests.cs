using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.Market;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.SymbolUpkeep;

/// <summary>A terminal that runs, with its own broker and PostgreSQL.</summary>
[Collection(ApiHost.Collection)]
public sealed class SymbolsApiTests(ApiHost host)
{
    private readonly RunningTerminal _terminal = host.Terminal;

    [Fact]
    public async Task Delete_Confirmed_TakesItFromDatabaseMarketAndNamesAndTheSelfCheckStaysGreen()
    {
        await _terminal.ProduceAsync(
            RunningTerminal.Trade("GONE"), RunningTerminal.Trade("GONE"), RunningTerminal.Trade("STAYS"));
        await Eventually.TrueAsync(async () => await TickersAsync() is var all && all.Contains("GONE") && all.Contains("STAYS"), () => "not shown");
        var before = await FeedAsync();
        Assert.Equal(2, (await _terminal.GetAsync("/api/symbols/trades/gone")).GetProperty("events").GetInt64());

        var (unconfirmed, words) = await DeleteAsync("trades/GONE?confirm=GO");
        Assert.Equal(HttpStatusCode.Conflict, unconfirmed);
        Assert.Contains("2 trades and 1 minute candle of GONE", words.GetProperty("detail").GetString(), StringComparison.Ordinal);
        var (status, deletion) = await DeleteAsync("trades/gone?confirm=GONE");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(2, deletion.GetProperty("deleted").GetProperty("events").GetInt64());
        Assert.NotEqual(JsonValueKind.Null, deletion.GetProperty("endedAt").ValueKind);
        await Eventually.TrueAsync(async () => await TickersAsync() is var all && !all.Contains("GONE") && all.Contains("STAYS"), () => "still shown");
        Assert.InRange(_terminal.Services.GetRequiredService<MarketUpdates>().Current.Deletions, 1, 10);
        Assert.Empty((await _terminal.GetAsync("/api/trades?tickers=GONE")).EnumerateArray());
        Assert.Empty((await _terminal.GetAsync("/api/candles?ticker=GONE")).EnumerateArray());
        JsonElement after = default;
        await Eventually.TrueAsync(
            async () => (after = await FeedAsync()).GetProperty("deleted").GetInt64() == before.GetProperty("deleted").GetInt64() + 2,
            () => $"Two more are counted as deleted: {after}");
        Assert.Equal(JsonValueKind.Null, after.GetProperty("selfCheck").ValueKind);
        Assert.Equal("GONE", (await _terminal.GetAsync("/api/deletions"))[0].GetProperty("symbol").GetString());

        // What comes afterwards is new.
        Assert.Equal(HttpStatusCode.NotFound, (await DeleteAsync("trades/GONE?confirm=GONE")).Status);
        await _terminal.ProduceAsync(RunningTerminal.Trade("GONE"));
        await Eventually.TrueAsync(async () => (await TickersAsync()).Contains("GONE"), () => "not shown anew");
        Assert.Single((await _terminal.GetAsync("/api/trades?tickers=GONE")).EnumerateArray());
    }

    [Theory]
    [InlineData("trades/NOSUCH?confirm=NOSUCH", "Nothing is stored of NOSUCH in feed trades")]
    [InlineData("bonds/AAPL?confirm=AAPL", "there are trades, quotes")]
    [InlineData("trades/a|b?confirm=a", "is no symbol")]
    public async Task Delete_WhatIsNotThere_Is404AndSaysWhy(string path, string why)
    {
        var (status, problem) = await DeleteAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains(why, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private async Task<List<string>> TickersAsync() =>
        [.. (await _terminal.GetAsync("/api/tickers")).EnumerateArray().Select(ticker => ticker.GetProperty("ticker").GetString()!)];

    private async Task<JsonElement> FeedAsync() =>
        (await _terminal.GetAsync("/api/status")).GetProperty("feeds").EnumerateArray().First(feed => feed.GetProperty("name").GetString() == "trades");

    private async Task<(HttpStatusCode Status, JsonElement Body)> DeleteAsync(string path)
    {
        using var response = await _terminal.Client.DeleteAsync(new Uri($"/api/symbols/{path}", UriKind.Relative));
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}
