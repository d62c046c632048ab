using System.Globalization;

namespace TradeTerminal.Benchmarks.Sides;

/// <summary>
/// One side of <c>--against</c>, a process with a database of its own. It reads commands, a line each, and answers with a
/// line: the rate and the bytes of WAL a row. This folder and <c>Ingest/BenchDatabase.cs</c> are compiled in both trees,
/// today's and the older one's: they use what both have.
/// </summary>
internal static class SideProgram
{
    public static async Task<int> RunAsync()
    {
        await using var database = await Ingest.BenchDatabase.StartAsync(new SideClock());
        using var write = new SideWrite(database);
        await Console.Out.WriteLineAsync(database.Describe());
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var (row, number) = line.Split(' ') is [var first, var second] ? (first, int.Parse(second, CultureInfo.InvariantCulture)) : (line, 0);
            if (row == "fill")
            {
                DayFill.Run(database, number);
                write.Forget();
                await Console.Out.WriteLineAsync("filled");
                continue;
            }

            var (rate, wal) = write.Measure(SideRow.All.Single(known => known.Name == row));
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{rate:F1} {wal:F1}"));
        }

        return 0;
    }
}
