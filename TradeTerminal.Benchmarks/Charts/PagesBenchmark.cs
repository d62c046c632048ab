using TradeTerminal.Benchmarks.Measure;

namespace TradeTerminal.Benchmarks.Charts;

/// <summary><c>./bench.sh pages</c>: what the map and the pictures hold while all feeds move, for half an hour.</summary>
internal static class PagesBenchmark
{
    public static async Task RunAsync(Report report)
    {
        await using var terminal = await LiveTerminal.StartAsync([KeyValuePair.Create("Producer:AutoStart", "true")]);
        await HeapWatch.RunAsync(
            report, terminal, ["/map", "/alerts", "/positions", "/?volume=hours"], minutes: 30, fullAfter: 3, "all producers at their own rates");
    }
}
