using System.Text.Json;
using Microsoft.Playwright;

namespace TradeTerminal.Tests.Browser.Charts;

/// <summary>What a chart on the page draws, by <c>element.terminalChart.points()</c>.</summary>
internal static class Drawn
{
    internal static async Task<Bar[]> CandlesAsync(IPage page) =>
        [.. (await PointsAsync(page, "candles")).Select(point => new Bar(
            point.GetProperty("time").GetInt64(),
            point.GetProperty("open").GetDouble(),
            point.GetProperty("high").GetDouble(),
            point.GetProperty("low").GetDouble(),
            point.GetProperty("close").GetDouble(),
            point.GetProperty("volume").GetDouble()))];

    /// <summary>The points of each line as text, by ticker.</summary>
    internal static async Task<Dictionary<string, (long Time, double Price)[]>> LinesAsync(IPage page) =>
        (await PointsAsync(page, "price-lines")).ToDictionary(
            line => line.GetProperty("ticker").GetString()!,
            line => line.GetProperty("points").EnumerateArray()
                .Select(point => (point.GetProperty("time").GetInt64(), point.GetProperty("price").GetDouble())).ToArray());

    internal static async Task<Dictionary<string, long>> VolumesAsync(IPage page) =>
        (await PointsAsync(page, "volume-by-ticker")).ToDictionary(
            row => row.GetProperty("ticker").GetString()!, row => row.GetProperty("total").GetInt64());

    /// <summary>The candles the API gives for the same, from a time in Unix seconds if there is one.</summary>
    internal static async Task<Bar[]> FromApiAsync(OwnTerminal terminal, string ticker, string interval, long? from = null) =>
        [.. (await terminal.GetAsync(
            $"api/candles?ticker={ticker}&interval={interval}&limit=500"
            + (from is { } time ? $"&from={DateTimeOffset.FromUnixTimeSeconds(time):yyyy-MM-dd'T'HH:mm:ss'Z'}" : "")))
                .EnumerateArray().Select(candle => new Bar(
            candle.GetProperty("time").GetDateTimeOffset().ToUnixTimeSeconds(),
            candle.GetProperty("open").GetDouble(),
            candle.GetProperty("high").GetDouble(),
            candle.GetProperty("low").GetDouble(),
            candle.GetProperty("close").GetDouble(),
            candle.GetProperty("volume").GetDouble()))];

    private static async Task<JsonElement[]> PointsAsync(IPage page, string chart) =>
        [.. (await page.GetByTestId(chart).EvaluateAsync<JsonElement>("host => host.terminalChart?.points() ?? []")).EnumerateArray()];
}

internal sealed record Bar(long Time, double Open, double High, double Low, double Close, double Volume);
