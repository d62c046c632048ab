using TradeTerminal.Benchmarks.Charts;
using TradeTerminal.Benchmarks.Ingest;
using TradeTerminal.Benchmarks.Latency;
using TradeTerminal.Benchmarks.Measure;
using TradeTerminal.Benchmarks.Viewers;

var benchmarks = new Dictionary<string, Func<Report, Task>>
{
    ["charts"] = ChartsBenchmark.RunAsync,
    ["ingest"] = IngestBenchmark.RunAsync,
    ["latency"] = LatencyBenchmark.RunAsync,
    ["viewers"] = ViewersBenchmark.RunAsync,
};

if (args is not [var name, ..] || !benchmarks.TryGetValue(name, out var benchmark))
{
    Console.Error.WriteLine($"Name one of: {string.Join(", ", benchmarks.Keys)}  [--json]");
    return 64;
}

var report = new Report(args.Contains("--json"));
report.Say($".NET {Environment.Version}, {Environment.ProcessorCount} cores, {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC");
await benchmark(report);
report.Finish();
return 0;
