using System.Text.Json;
using TradeTerminal.Benchmarks.Measure;

namespace TradeTerminal.Benchmarks.Charts;

/// <summary>
/// Row 13, the browser's half: what a page that stays open holds, by the browser's own count of its script heap after a
/// collection, once a minute. The lines draw ten minutes and fill for as long; from then on nothing may grow but by a candle
/// a minute. Candles of a second would fill their room for 37 minutes.
/// </summary>
internal static class HeapWatch
{
    private const int Minutes = 20;
    private const int FullAfter = 11;
    private const double Allowed = 5;

    public static async Task RunAsync(Report report, LiveTerminal terminal, int rate)
    {
        var tab = await terminal.OpenAsync("/?chart=AAPL&overlays=vwap,ma20,ma50");
        await using var context = tab.Context;
        var devtools = await context.NewCDPSessionAsync(tab);
        var heaps = new List<double>();
        for (var minute = 1; minute <= Minutes; minute++)
        {
            await tab.WaitForTimeoutAsync(60_000);
            await devtools.SendAsync("HeapProfiler.collectGarbage");
            var used = Number(await devtools.SendAsync("Runtime.getHeapUsage"), "usedSize");
            var nodes = Number(await devtools.SendAsync("Memory.getDOMCounters"), "nodes");
            report.Say($"minute {minute}: {used / 1_000_000:F2} MB, {nodes:F0} nodes");
            heaps.Add(used);
        }

        var full = heaps[(FullAfter - 1)..];
        var (middle, spread) = Stats.Of(full);
        var off = 100 * full.Max(heap => Math.Abs(heap - middle)) / middle;
        report.Add(new ResultRow(
            "13", $"browser heap, farthest from its median in minutes {FullAfter} to {Minutes}", off, "%", spread,
            $"{middle / 1_000_000:F2} MB at {rate:#,0} trades/s, after a collection each minute", $"≤ {Allowed} %", off <= Allowed));
    }

    private static double Number(JsonElement? answer, string name) => answer!.Value.GetProperty(name).GetDouble();
}
