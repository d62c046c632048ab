using System.Globalization;
using TradeTerminal.Benchmarks.Against;
using TradeTerminal.Benchmarks.Measure;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Benchmarks.Backlog;

/// <summary>
/// <c>./bench.sh backlog</c>: a whole terminal that finds a million trades waiting in a real Apache Kafka, how fast it stores
/// them and how much memory it takes; with <c>--against COMMIT</c> in turn with that commit's terminal, A B B A.
/// </summary>
internal static class BacklogBenchmark
{
    private const int Rounds = 2;
    private const double MostMegabytes = 300;

    /// <param name="program">The commit's <c>TradeTerminal.Benchmarks.dll</c>, beside which its terminal was built; null for today's
    /// alone.</param>
    /// <param name="report">Where the figures go.</param>
    public static async Task RunAsync(string? program, Report report)
    {
        await using var topic = await BacklogTopic.FillAsync();
        List<(double Rate, double Peak)> now = [], before = [];
        // A process of its own each: there is nothing to warm up.
        for (var round = 0; round < Rounds; round++)
        {
            if (program is not null && round % 2 == 1)
            {
                before.Add(BacklogTerminal.Drain(OlderTerminal.AssemblyOf(program), topic));
            }

            now.Add(BacklogTerminal.Drain(TerminalProcess.Assembly, topic));
            if (program is not null && round % 2 == 0)
            {
                before.Add(BacklogTerminal.Drain(OlderTerminal.AssemblyOf(program), topic));
            }
        }

        var rates = Stats.Of(now.Select(run => run.Rate));
        report.Add(new ResultRow(
            "", "terminal from a backlog of 1,000,000", rates.Median,
            "msg/s", rates.Spread, "Apache Kafka 0.9.0.1 on this machine", "", null));
        if (program is not null)
        {
            var ratio = Stats.Of(now.Zip(before, (one, other) => one.Rate / other.Rate));
            report.Add(new ResultRow(
                "", "the same: now / before", ratio.Median, "x", ratio.Spread,
                string.Create(CultureInfo.InvariantCulture, $"{Stats.Of(before.Select(run => run.Rate)).Median:#,0} msg/s and {Stats.Of(before.Select(run => run.Peak)).Median:#,0} MB before"),
                "≥ 1.5", ratio.Median >= 1.5));
        }

        var peak = Stats.Of(now.Select(run => run.Peak));
        report.Add(new ResultRow(
            "", "largest memory of the terminal's process at it", peak.Median, "MB", peak.Spread,
            "resident, with screens, book and runtime; PostgreSQL not", $"≤ {MostMegabytes}", peak.Median <= MostMegabytes));
    }
}
