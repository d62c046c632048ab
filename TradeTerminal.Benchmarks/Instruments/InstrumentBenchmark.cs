using System.Diagnostics;
using TradeTerminal.Benchmarks.Ingest;
using TradeTerminal.Benchmarks.Measure;

namespace TradeTerminal.Benchmarks.Instruments;

/// <summary>
/// <c>./bench.sh instrument</c>: how long the page of a symbol takes to its figures where ten thousand are stored, of which the
/// screens hold the two thousand traded last.
/// </summary>
internal static class InstrumentBenchmark
{
    private const int Pages = 20;
    private const double Target = 300;

    public static async Task RunAsync(Report report)
    {
        await using var database = await BenchDatabase.StartAsync();
        report.Say($"Storing {ManySymbols.Count:#,0} symbols.");
        ManySymbols.Fill(database);
        await using var terminal = await LiveTerminal.StartAsync(
            [new("ConnectionStrings:Trades", database.ConnectionString), new("Producer:Backfill", "00:00:00")]);
        await WarmAsync(terminal);
        foreach (var (kind, first) in new[] { ("held", ManySymbols.Count - 200), ("only stored", 200) })
        {
            var symbols = Enumerable.Range(0, Pages).Select(i => ManySymbols.Name(first + i)).ToList();
            var (answers, figures) = (new List<double>(), new List<double>());
            foreach (var symbol in symbols)
            {
                answers.Add(await AnswerAsync(terminal, symbol));
            }

            foreach (var symbol in symbols)
            {
                figures.Add(await FiguresAsync(terminal, symbol));
            }

            Add(report, $"page of a symbol {kind}: to its first figures, in the answer", answers);
            Add(report, $"page of a symbol {kind}: to day, quotes and order flow on the screen", figures);
        }
    }

    private static void Add(Report report, string measure, List<double> took)
    {
        var stats = Stats.Of(took);
        report.Add(new ResultRow(
            "", measure, stats.Median, "ms", stats.Spread,
            FormattableString.Invariant($"median of {took.Count} symbols, {ManySymbols.Count:#,0} stored"),
            $"≤ {Target:0} ms", stats.Median <= Target));
    }

    private static async Task WarmAsync(LiveTerminal terminal)
    {
        for (var i = 0; i < 5; i++)
        {
            // The first page has the names of everything stored read.
            await FiguresAsync(terminal, ManySymbols.Name(i));
            await AnswerAsync(terminal, ManySymbols.Name(i));
            await AnswerAsync(terminal, ManySymbols.Name(ManySymbols.Count - 1 - i));
        }
    }

    /// <summary>Milliseconds of the whole answer, which has the day's figures in it.</summary>
    private static async Task<double> AnswerAsync(LiveTerminal terminal, string symbol)
    {
        var started = Stopwatch.GetTimestamp();
        var html = await terminal.Http.GetStringAsync(new Uri($"instrument/{symbol}", UriKind.Relative));
        var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var high = html.IndexOf("data-testid=\"instrument-high\"", StringComparison.Ordinal);
        return high > 0 && char.IsAsciiDigit(html[html.IndexOf('>', high) + 1])
            ? took
            : throw new InvalidOperationException($"The page of {symbol} has no figures.");
    }

    /// <summary>Milliseconds from the start of the navigation, by the browser's clock.</summary>
    private static async Task<double> FiguresAsync(LiveTerminal terminal, string symbol)
    {
        var page = await terminal.OpenAsync($"/instrument/{symbol}");
        try
        {
            var shown = await page.WaitForFunctionAsync(
                """
                () => /\d/.test(document.querySelector('[data-testid=instrument-high]')?.textContent ?? '')
                    && document.querySelector('[data-testid=venue-quotes], .at-quotes .empty') && document.querySelector('[data-testid=flow-bought]')
                    && performance.now()
                """);
            return await shown.EvaluateAsync<double>("time => time");
        }
        finally
        {
            await page.Context.CloseAsync();
        }
    }
}
