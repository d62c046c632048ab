using System.Text.Json;
using Microsoft.Playwright;
using TradeTerminal.Benchmarks.Measure;

namespace TradeTerminal.Benchmarks.Charts;

/// <summary>
/// Row 13, the browser's half: what pages that stay open hold, by the browser's own count of their script heap after a collection, once a
/// minute. Once a page is full, nothing may grow but by a candle a minute.
/// </summary>
internal static class HeapWatch
{
    private const double Allowed = 5;

    /// <param name="report">Told of each page.</param>
    /// <param name="terminal">With a market that moves.</param>
    /// <param name="paths">All open at once.</param>
    /// <param name="minutes">How long.</param>
    /// <param name="fullAfter">Minutes until a page holds all it will.</param>
    /// <param name="market">What moves, in words.</param>
    public static async Task RunAsync(Report report, LiveTerminal terminal, string[] paths, int minutes, int fullAfter, string market)
    {
        var pages = new List<(string Path, IPage Tab, ICDPSession Devtools, List<double> Heaps)>();
        foreach (var path in paths)
        {
            var tab = await terminal.OpenAsync(path);
            pages.Add((path, tab, await tab.Context.NewCDPSessionAsync(tab), []));
        }

        for (var minute = 1; minute <= minutes; minute++)
        {
            await pages[0].Tab.WaitForTimeoutAsync(60_000);
            foreach (var (path, _, devtools, heaps) in pages)
            {
                await devtools.SendAsync("HeapProfiler.collectGarbage");
                var used = Number(await devtools.SendAsync("Runtime.getHeapUsage"), "usedSize");
                var nodes = Number(await devtools.SendAsync("Memory.getDOMCounters"), "nodes");
                report.Say($"minute {minute}, {path}: {used / 1_000_000:F2} MB, {nodes:F0} nodes");
                heaps.Add(used);
            }
        }

        foreach (var (path, tab, _, heaps) in pages)
        {
            var full = heaps[(fullAfter - 1)..];
            var (middle, spread) = Stats.Of(full);
            var off = 100 * full.Max(heap => Math.Abs(heap - middle)) / middle;
            report.Add(new ResultRow(
                "13", $"browser heap of {path}, farthest from its median in minutes {fullAfter} to {minutes}", off, "%", spread,
                $"{middle / 1_000_000:F2} MB, {market}, after a collection each minute", $"≤ {Allowed} %", off <= Allowed));
            await tab.Context.DisposeAsync();
        }
    }

    private static double Number(JsonElement? answer, string name) => answer!.Value.GetProperty(name).GetDouble();
}
