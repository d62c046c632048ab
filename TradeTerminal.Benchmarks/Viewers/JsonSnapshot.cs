using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json;

namespace TradeTerminal.Benchmarks.Viewers;

/// <summary>
/// What the terminal page shows, as a page that is sent everything each time would get it: figures of each ticker, the 200
/// rows of the tape, the candles, and of the lines a time and a price for each second. As text, and compressed as a web
/// socket does: each after the one before.
/// </summary>
internal sealed record JsonSnapshot(double Bytes, double CompressedBytes)
{
    private const int Rows = 200;
    private const int Bars = 500;
    private const int Seconds = 600;

    public static async Task<JsonSnapshot> TakeAsync(HttpClient http)
    {
        using var sink = new MemoryStream();
        await using var compressor = new DeflateStream(sink, CompressionLevel.Optimal);
        await compressor.WriteAsync(await PageAsync(http));
        await compressor.FlushAsync();
        var first = sink.Length;
        var page = await PageAsync(http);
        await compressor.WriteAsync(page);
        await compressor.FlushAsync();
        return new JsonSnapshot(page.Length, sink.Length - first);
    }

    private static async Task<byte[]> PageAsync(HttpClient http)
    {
        var tickers = await GetAsync(http, "api/tickers");
        var symbols = tickers.EnumerateArray().Select(ticker => ticker.GetProperty("ticker").GetString()!).ToList();
        var lines = new Dictionary<string, object>();
        foreach (var symbol in symbols)
        {
            var seconds = await GetAsync(http, $"api/candles?ticker={symbol}&interval=1s&limit={Seconds}");
            lines[symbol] = seconds.EnumerateArray()
                .Select(second => new { time = second.GetProperty("time").GetDateTimeOffset().ToUnixTimeSeconds(), value = second.GetProperty("close").GetDecimal() });
        }

        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            tickers,
            trades = await GetAsync(http, $"api/trades?limit={Rows}"),
            candles = await GetAsync(http, $"api/candles?ticker={symbols[0]}&interval=1m&limit={Bars}"),
            lines,
        });
    }

    private static Task<JsonElement> GetAsync(HttpClient http, string path) => http.GetFromJsonAsync<JsonElement>(path);
}
