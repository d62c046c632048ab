using TradeTerminal.Benchmarks.Measure;
using TradeTerminal.Benchmarks.Sides;

namespace TradeTerminal.Benchmarks.Against;

/// <summary>
/// <c>./bench.sh ingest --against COMMIT</c>: the write of today and that of the commit in turn, A B B A, each in a process
/// with a database of its own and in batches as large as its reader makes them.
/// </summary>
internal static class AgainstBenchmark
{
    public const int DefaultRows = 10_000_000;

    private static readonly Dictionary<string, double> Targets = new() { ["v7"] = 1.5, ["symbols"] = 3, ["day"] = 3 };

    /// <param name="program">The commit's <c>TradeTerminal.Benchmarks.dll</c>.</param>
    /// <param name="rows">How many trades the full day has.</param>
    /// <param name="report">Where the figures go.</param>
    public static void Run(string program, int rows, Report report)
    {
        using var ours = new SideProcess(typeof(AgainstBenchmark).Assembly.Location);
        using var theirs = new SideProcess(program);
        report.Say(ours.Description);
        foreach (var row in SideRow.All)
        {
            if (!row.EmptyDay)
            {
                report.Say($"Filling the day with {rows:#,0} trades, twice.");
                Parallel.Invoke(() => ours.Fill(rows), () => theirs.Fill(rows));
            }

            Compare(row, row.EmptyDay ? "" : $" with {rows:#,0} rows", ours, theirs, report);
        }
    }

    private static void Compare(SideRow row, string day, SideProcess ours, SideProcess theirs, Report report)
    {
        ours.WalPerRow.Clear();
        theirs.WalPerRow.Clear();
        var (now, before, ratio) = Comparison.Run(() => ours.Measure(row.Name), () => theirs.Measure(row.Name));
        // The warming up, which is no round.
        ours.WalPerRow.RemoveAt(0);
        theirs.WalPerRow.RemoveAt(0);
        var target = Targets.TryGetValue(row.Name, out var least) ? least : (double?)null;
        report.Add(new ResultRow(
            row.Name, $"{row.Measure}{day}: now / before", ratio.Median, "x", ratio.Spread,
            $"{now.Median:#,0} and {before.Median:#,0} rows/s", target is null ? "" : $"≥ {target}",
            target is null ? null : ratio.Median >= target));
        var (wal, walBefore) = (Stats.Of(ours.WalPerRow), Stats.Of(theirs.WalPerRow));
        var share = wal.Median / walBefore.Median;
        report.Add(new ResultRow(
            row.Name, "WAL a row after a checkpoint: now / before", share, "x", Math.Max(wal.Spread, walBefore.Spread),
            $"{wal.Median:#,0} and {walBefore.Median:#,0} bytes", row.EmptyDay ? "" : "≤ 0.4", row.EmptyDay ? null : share <= 0.4));
    }
}
