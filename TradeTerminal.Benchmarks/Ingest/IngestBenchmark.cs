using TradeTerminal.Benchmarks.Measure;

namespace TradeTerminal.Benchmarks.Ingest;

/// <summary><c>./bench.sh ingest</c>, and its first rows by themselves: <c>./bench.sh parse</c></summary>
internal static class IngestBenchmark
{
    public static Task ParseAsync(Report report)
    {
        ParseRows.Run(report);
        MappedRows.Run(report);
        return Task.CompletedTask;
    }

    public static async Task RunAsync(Report report)
    {
        await ParseAsync(report);
        await using var database = await BenchDatabase.StartAsync();
        report.Say(database.Describe());
        new WriteRows(database, report).Run();
        new RuleRows(database, report).Run();
        FeedRows.Run(database, report);
        await PipelineRow.RunAsync(database, report);
    }
}
