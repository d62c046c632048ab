using System.Globalization;
using TradeTerminal.Benchmarks.Against;
using TradeTerminal.Benchmarks.Backlog;
using TradeTerminal.Benchmarks.Charts;
using TradeTerminal.Benchmarks.Ingest;
using TradeTerminal.Benchmarks.Instruments;
using TradeTerminal.Benchmarks.Latency;
using TradeTerminal.Benchmarks.Market;
using TradeTerminal.Benchmarks.Measure;
using TradeTerminal.Benchmarks.Sides;
using TradeTerminal.Benchmarks.Viewers;

var against = Argument("--against");
var benchmarks = new Dictionary<string, Func<Report, Task>>
{
    ["backlog"] = report => BacklogBenchmark.RunAsync(against, report),
    ["charts"] = ChartsBenchmark.RunAsync,
    ["ingest"] = IngestBenchmark.RunAsync,
    ["instrument"] = InstrumentBenchmark.RunAsync,
    ["latency"] = LatencyBenchmark.RunAsync,
    ["lone"] = LoneBenchmark.RunAsync,
    ["market"] = MarketBenchmark.RunAsync,
    ["pages"] = PagesBenchmark.RunAsync,
    ["parse"] = IngestBenchmark.ParseAsync,
    ["telemetry"] = TelemetryBenchmark.RunAsync,
    ["viewers"] = report => against is null ? ViewersBenchmark.RunAsync(report) : ScreensAgainst.RunAsync(against, report),
};

if (args is ["side"])
{
    return await SideProgram.RunAsync();
}

if (args is not [var name, ..] || !benchmarks.TryGetValue(name, out var benchmark))
{
    Console.Error.WriteLine($"Name one of: {string.Join(", ", benchmarks.Keys)}  [--json]");
    return 64;
}

if (against is not null && name is not ("ingest" or "backlog" or "viewers"))
{
    Console.Error.WriteLine("Only ingest, backlog and viewers compare with another commit.");
    return 64;
}

var rows = AgainstBenchmark.DefaultRows;
if (Argument("--rows") is { } given && !(int.TryParse(given, CultureInfo.InvariantCulture, out rows) && rows > 0))
{
    Console.Error.WriteLine("--rows takes a whole number of trades, such as 4000000.");
    return 64;
}

var report = new Report(args.Contains("--json"));
report.Say($".NET {Environment.Version}, {Environment.ProcessorCount} cores, {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC");
if (against is not null && name == "ingest")
{
    AgainstBenchmark.Run(against, rows, report);
}
else
{
    await benchmark(report);
}

report.Finish();
return 0;

string? Argument(string option) => args.SkipWhile(argument => argument != option).Skip(1).FirstOrDefault();
