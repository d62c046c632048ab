using System.Net.Http.Json;
using System.Text.Json;
using TradeTerminal.Benchmarks.Measure;
using TradeTerminal.Ingest.Feeds.Status;

namespace TradeTerminal.Benchmarks.Latency;

/// <summary>
/// <c>./bench.sh latency</c>: rows 7 and 8. The terminal with its embedded servers, its producer and a real
/// browser on one machine, hence one clock.
/// </summary>
internal static class LatencyBenchmark
{
    private const int Rate = 1_000;
    private const int Rounds = 5;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(Report report)
    {
        await using var terminal = await LiveTerminal.StartAsync();
        await terminal.ProduceAsync(Rate);

        var (live, tail, ratio) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var ours = await MeasureAsync(terminal, "", PaintProbe.Terminal);
            var polling = await MeasureAsync(terminal, "api/status", PaintProbe.Polling);
            live.Add(At(ours, 50));
            tail.Add(At(ours, 99));
            ratio.Add(At(ours, 50) / At(polling, 50));
            report.Say($"round {round + 1}: {ours.Length} trades painted, p50 {live[^1]:F1} ms, p99 {tail[^1]:F1} ms; polling p50 {At(polling, 50):F0} ms");
        }

        await terminal.ProduceAsync(10 * Rate);
        var tenfold = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            tenfold.Add(At(await MeasureAsync(terminal, "", PaintProbe.Terminal), 99));
        }

        await terminal.ProduceAsync(Rate);
        var others = await ProduceOthersAsync(terminal, 50);
        var (busy, busyTail) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var ages = await MeasureAsync(terminal, "", PaintProbe.Terminal);
            busy.Add(At(ages, 50));
            busyTail.Add(At(ages, 99));
        }

        var against = $"{Rate:#,0} trades/s, Chromium at 1440 x 900, {Rounds} rounds of {Span.TotalSeconds} s";
        Add(report, "7", "event to painted pixel, p50", live, "ms", against, "≤ 60 ms", 60);
        Add(report, "7", "event to painted pixel, p99", tail, "ms", against, "≤ 200 ms", 200);
        Add(report, "7", "p50 / a page polling every 2 s", ratio, "x", "the same trades through /api/trades, in turn", "≤ 1/15", 1.0 / 15);
        Add(report, "8", "p99 at ten times that load / at that load", [.. tenfold.Select((p99, i) => p99 / tail[i])], "x",
            $"p99 at {10 * Rate:#,0} trades/s: {Stats.Of(tenfold).Median:F0} ms", "≤ 2", 2);
        Add(report, "7", "the same p50 with all feeds at fifty times their rate", busy, "ms",
            $"{others:F0} other events/s beside the trades", "≤ 60 ms", 60);
        Add(report, "7", "the same p99 with all feeds at fifty times their rate", busyTail, "ms", "", "≤ 200 ms", 200);
    }

    /// <summary>Starts every other producer that many times as fast as it would; returns what they then send in a second.</summary>
    private static async Task<double> ProduceOthersAsync(LiveTerminal terminal, int times)
    {
        var http = terminal.Http;
        var producers = (await http.GetFromJsonAsync<JsonElement>("api/producers")).EnumerateArray()
            .Where(producer => producer.GetProperty("name").GetString() != "trades").ToArray();
        foreach (var producer in producers)
        {
            var interval = producer.GetProperty("interval").GetDouble() / times;
            using var answer = await http.PostAsJsonAsync(
                $"api/producers/{producer.GetProperty("name").GetString()}/start", new { interval, seed = 7 });
            answer.EnsureSuccessStatusCode();
        }

        var before = await SentAsync(http);
        await Task.Delay(Settle);
        return (await SentAsync(http) - before) / Settle.TotalSeconds;
    }

    private static async Task<long> SentAsync(HttpClient http) =>
        (await http.GetFromJsonAsync<JsonElement>("api/producers")).EnumerateArray()
            .Where(producer => producer.GetProperty("name").GetString() != "trades")
            .Sum(producer => producer.GetProperty("sent").GetInt64());

    /// <summary>How old each trade was when it was painted, in milliseconds.</summary>
    internal static async Task<double[]> MeasureAsync(LiveTerminal terminal, string path, string probe)
    {
        var tab = await terminal.OpenAsync(path);
        await using var context = tab.Context;
        // Charts load and the just-in-time compiler settles before anything counts.
        await tab.WaitForTimeoutAsync((float)Settle.TotalMilliseconds);
        await tab.EvaluateAsync(probe);
        await tab.WaitForTimeoutAsync((float)Span.TotalMilliseconds);
        var ages = await tab.EvaluateAsync<double[]>("() => window.paintedAges");
        return ages.Length > 0 ? ages : throw new InvalidOperationException("No trade was painted.");
    }

    private static double At(double[] values, double percent) => Percentile.Of(values, percent)!.Value;

    private static void Add(Report report, string number, string measure,
        List<double> values, string unit, string against, string target, double limit)
    {
        var stats = Stats.Of(values);
        report.Add(new ResultRow(number, measure, stats.Median, unit, stats.Spread, against, target, stats.Median <= limit));
    }
}
