using Microsoft.Playwright;
using TradeTerminal.Benchmarks.Measure;
using TradeTerminal.Ingest.Feeds.Status;

namespace TradeTerminal.Benchmarks.Charts;

/// <summary>
/// <c>./bench.sh charts</c>: rows 12 and 13, the latter for twenty minutes. The terminal page with all its charts, in Chromium without a
/// graphics card on
/// the machine that also runs the terminal, its database and its producer.
/// </summary>
internal static class ChartsBenchmark
{
    private const int Rate = 1_000;
    private const int Rounds = 5;
    private const double Budget = 8;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(Report report)
    {
        await using var terminal = await LiveTerminal.StartAsync();
        await terminal.ProduceAsync(Rate);

        var (plain, full) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            plain.Add(await MeasureAsync(report, terminal, "/?chart=AAPL&interval=1s"));
            full.Add(await MeasureAsync(report, terminal, "/?chart=AAPL&interval=1s&overlays=vwap,ma20,ma50"));
        }

        var against = $"{Rate:#,0} trades/s, 7 lines, candles of 1 s, tape and figures; Chromium at 1440 x 900, {Rounds} rounds of {Span.TotalSeconds} s";
        Add(report, "browser main thread per frame, all charts live, p95", plain, against);
        Add(report, "the same with VWAP, MA 20 and MA 50", full, against);
        // The lines draw ten minutes and fill for as long. Candles of a second would fill their room for 37.
        await HeapWatch.RunAsync(report, terminal, ["/?chart=AAPL&overlays=vwap,ma20,ma50"], minutes: 20, fullAfter: 11, $"{Rate:#,0} trades/s");
    }

    private static async Task<double> MeasureAsync(Report report, LiveTerminal terminal, string path)
    {
        var tab = await terminal.OpenAsync(path);
        await using var context = tab.Context;
        // Charts load and the just-in-time compiler settles before anything counts.
        await tab.WaitForTimeoutAsync((float)Settle.TotalMilliseconds);
        var candles = await CandlesAsync(tab);
        var frames = await FrameTrace.RecordAsync(terminal.Browser, tab, Span);
        if (frames.Length == 0 || await CandlesAsync(tab) <= candles)
        {
            throw new InvalidOperationException("The charts did not move.");
        }

        var p95 = Percentile.Of(frames, 95)!.Value;
        report.Say($"{path}: {frames.Length} frames in {Span.TotalSeconds} s, p50 {Percentile.Of(frames, 50):F1} ms, p95 {p95:F1} ms, longest {frames.Max():F1} ms");
        return p95;
    }

    private static Task<double> CandlesAsync(IPage tab) =>
        tab.EvaluateAsync<double>("() => document.querySelector('[data-testid=candles]').terminalChart.points().at(-1).time");

    private static void Add(Report report, string measure, List<double> values, string against)
    {
        var stats = Stats.Of(values);
        report.Add(new ResultRow("12", measure, stats.Median, "ms", stats.Spread, against, $"≤ {Budget} ms", stats.Median <= Budget));
    }
}
