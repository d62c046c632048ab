using System.Net.ServerSentEvents;
using System.Text.Json;
using TradeTerminal.Tests.Support.Terminals;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Api.Streaming;

[Collection(ApiHost.Collection)]
public sealed class StreamApiTests(ApiHost host)
{
    private static readonly TimeSpan Limit = Patience.Limit;

    private readonly RunningTerminal _terminal = host.Terminal;

    [Fact]
    public async Task Get_NewTrades_AreDeliveredWithTheirCandles()
    {
        using var limit = new CancellationTokenSource(Limit);
        using var response = await _terminal.Client.GetAsync(
            new Uri("/api/stream?tickers=STRM", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, limit.Token);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        await using var events = SseParser.Create(await response.Content.ReadAsStreamAsync(limit.Token)).EnumerateAsync(limit.Token)
            .GetAsyncEnumerator(limit.Token);
        var status = await NextAsync(events, "status");
        Assert.Equal("trades", status[0].GetProperty("name").GetString());

        await _terminal.ProduceAsync(RunningTerminal.Trade("OTHER"), RunningTerminal.Trade("STRM", "1.50", 3));

        var trade = Assert.Single((await NextAsync(events, "trades")).EnumerateArray());
        Assert.Equal("STRM", trade.GetProperty("ticker").GetString());
        Assert.Equal("1.50", trade.GetProperty("price").GetRawText());
        var candle = Assert.Single((await NextAsync(events, "candles")).EnumerateArray());
        Assert.Equal("STRM", candle.GetProperty("ticker").GetString());
        Assert.Equal(3, candle.GetProperty("volume").GetInt64());
    }

    /// <summary>A browser that lost the line comes back by itself: what it missed meanwhile must not be silence.</summary>
    [Fact]
    public async Task Get_ComesBackWithTheLastId_IsToldOfTheGap()
    {
        using var limit = new CancellationTokenSource(Limit);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/stream");
        request.Headers.Add("Last-Event-ID", "2026-03-01T14:30:00.250Z");
        using var response = await _terminal.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        await using var events = SseParser.Create(await response.Content.ReadAsStreamAsync(limit.Token)).EnumerateAsync(limit.Token)
            .GetAsyncEnumerator(limit.Token);

        Assert.True(await events.MoveNextAsync());
        Assert.Equal("gap", events.Current.EventType);
        Assert.Equal("2026-03-01T14:30:00.25Z",
            JsonSerializer.Deserialize<JsonElement>(events.Current.Data).GetProperty("since").GetString());
        Assert.True(DateTime.TryParse(events.Current.EventId, System.Globalization.CultureInfo.InvariantCulture, out _),
            events.Current.EventId);
    }

    [Fact]
    public async Task Get_ClientGone_FreesItsPlace()
    {
        using (await _terminal.Client.GetAsync(new Uri("/api/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead))
        {
            await WaitForClientsAsync(1);
        }

        await WaitForClientsAsync(0);
    }

    private Task WaitForClientsAsync(int clients) => RunningTerminal.WaitForAsync(() =>
        _terminal.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative)).GetAwaiter().GetResult()
            .Contains($"\nterminal_stream_clients {clients}\n", StringComparison.Ordinal));

    private static async Task<JsonElement> NextAsync(IAsyncEnumerator<SseItem<string>> events, string name)
    {
        while (await events.MoveNextAsync())
        {
            if (events.Current.EventType == name)
            {
                return JsonSerializer.Deserialize<JsonElement>(events.Current.Data);
            }
        }

        throw new InvalidOperationException($"The stream ended without '{name}'.");
    }
}
