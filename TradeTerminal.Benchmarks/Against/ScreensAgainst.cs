using TradeTerminal.Benchmarks.Measure;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Benchmarks.Against;

/// <summary>
/// <c>./bench.sh viewers --against COMMIT</c>: the terminal page of today and that of the commit in turn, A B B A, each with
/// 1,000 trades a second: a hundred viewers, a browser from event to paint, and idle viewers once the market stands still.
/// </summary>
internal static class ScreensAgainst
{
    private const int Rounds = 4;
    private const double Most = 1.05;

    /// <param name="program">The commit's <c>TradeTerminal.Benchmarks.dll</c>, beside which its terminal was built.</param>
    /// <param name="report">Where the figures go.</param>
    public static async Task RunAsync(string program, Report report)
    {
        await using var ours = await ScreenSide.StartAsync(TerminalProcess.Assembly);
        await using var theirs = await ScreenSide.StartAsync(OlderTerminal.AssemblyOf(program));
        // The just-in-time compiler settles.
        await ours.MeasureAsync();
        await theirs.MeasureAsync();
        var (now, before) = (new List<ScreenCost>(), new List<ScreenCost>());
        for (var round = 0; round < Rounds; round++)
        {
            var first = round % 2 == 0 ? await ours.MeasureAsync() : null;
            before.Add(await theirs.MeasureAsync());
            now.Add(first ?? await ours.MeasureAsync());
            report.Say($"round {round + 1}: now {now[^1]}, before {before[^1]}");
        }

        Add("event to painted pixel, p50", "ms", cost => cost.Paint);
        Add("event to painted pixel, p99", "ms", cost => cost.PaintTail);
        Add("cores with 100 viewers", "cores", cost => cost.Processor);
        Add("bytes a viewer and second, compressed", "bytes", cost => cost.Bytes);
        Add("heap an idle viewer", "KB", cost => cost.Heap);
        Add("time between two frames of the slowest of 100 viewers", "s", cost => 1 / cost.Frames);

        void Add(string measure, string unit, Func<ScreenCost, double> of)
        {
            var ratio = Stats.Of(now.Zip(before, (one, other) => of(one) / of(other)));
            report.Add(new ResultRow(
                "", $"{measure}: now / before", ratio.Median, "x", ratio.Spread,
                FormattableString.Invariant(
                    $"{Stats.Of(now.Select(of)).Median:#,0.00} and {Stats.Of(before.Select(of)).Median:#,0.00} {unit}; {Rounds} rounds"),
                FormattableString.Invariant($"≤ {Most}"), ratio.Median <= Most));
        }
    }
}
