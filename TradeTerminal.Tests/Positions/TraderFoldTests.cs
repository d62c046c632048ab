using TradeTerminal.Ingest.Positions;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Positions;

public sealed class TraderFoldTests(PostgresFixture fixture)
{
    private static readonly DateTime Midnight = new(2026, 3, 3, 0, 0, 0, DateTimeKind.Utc);
    private static readonly string[] Symbols = ["AAPL", "BTC-USD", "MSFT"];

    /// <summary>Disorder, repeats, flips, a midnight, failing batches and restarts: always what the log says, taken one by one.</summary>
    [Fact]
    public async Task Apply_AnyBatches_EqualsTheLogOneByOne()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        for (var run = 0; run < 12; run++)
        {
            var random = new Random(seed + run);
            var log = Log(random, 300);
            var fold = new TraderFold();
            await using var folds = new FoldRun<TraderPosition>(database.ConnectionString, fold);
            await folds.ExecuteAsync("TRUNCATE trader_book, trader_book_5m");

            foreach (var batch in Batches.Split(random, log))
            {
                if (random.Next(6) == 0)
                {
                    folds.Fail(batch);
                }

                if (random.Next(6) == 0)
                {
                    fold.Forget();
                }

                folds.Commit(batch);
            }

            Assert.Equal(Expected(log), await folds.AskAsync(
                """
                SELECT trader, symbol, size, average_price, pnl, realized, day, event_time, source_partition, source_offset, opposed_at
                FROM trader_book ORDER BY trader COLLATE "C", symbol COLLATE "C"
                """));
            Assert.Equal(ExpectedSteps(log), await folds.AskAsync(
                """
                SELECT trader, symbol, bucket, size, average_price, pnl, realized, event_time, source_partition, source_offset
                FROM trader_book_5m ORDER BY trader COLLATE "C", symbol COLLATE "C", bucket
                """));
        }
    }

    [Fact]
    public async Task Apply_OlderThanStored_LeavesTheStored()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        await using var folds = new FoldRun<TraderPosition>(database.ConnectionString, new TraderFold());
        folds.Commit([Report(5, 10, Midnight)]);

        await using var restarted = new FoldRun<TraderPosition>(database.ConnectionString, new TraderFold());
        restarted.Commit([Report(0, 20, Midnight.AddTicks(-10)) with { Offset = 1 }]);

        Assert.Equal([[5m, null]], await restarted.AskAsync("SELECT size, realized FROM trader_book"));
    }

    private static TraderPosition Report(decimal size, decimal average,
        DateTime at) => new("TRADER_001", "AAPL", size, average, 0, at, 0, 0);

    private static TraderPosition[] Log(Random random, int count) => [.. Enumerable.Range(0, count).Select(offset => new TraderPosition(
        $"TRADER_{random.Next(1, 5):D3}", Symbols[random.Next(Symbols.Length)], random.Next(-3, 4) * 25, random.Next(1, 5) * 10.005m,
        random.Next(-100_000, 100_000) / 100m, Midnight.AddSeconds(random.Next(-40, 41) + (offset / 30)), random.Next(2), offset)
    {
        Realized = random.Next(3) == 0 ? null : random.Next(-9_000, 9_000) / 100m,
    })];

    private static List<object?[]> Expected(IEnumerable<TraderPosition> log) => [.. Ways(log).Select(way => way[^1]).Select(held => new object?[]
    {
        held.Report.Trader, held.Report.Instrument, held.Report.Size, held.Report.AveragePrice, held.Report.Pnl, held.Report.Realized,
        DateOnly.FromDateTime(held.Report.EventTime), held.Report.EventTime, held.Report.Partition, held.Report.Offset, held.OpposedAt,
    })];

    private static List<object?[]> ExpectedSteps(IEnumerable<TraderPosition> log) =>
    [
        .. Ways(log).SelectMany(way => way.GroupBy(held => held.Report.EventTime.Ticks / TimeSpan.FromMinutes(5).Ticks)).Select(step =>
        {
            var report = step.Last().Report;
            return new object?[]
            {
                report.Trader, report.Instrument, new DateTime(step.Key * TimeSpan.FromMinutes(5).Ticks, DateTimeKind.Utc), report.Size,
                report.AveragePrice, report.Pnl, report.Realized, report.EventTime, report.Partition, report.Offset,
            };
        }),
    ];

    /// <summary>
    /// What each trader held of each symbol, report by report. Written down again from the words of the contract, not from the fold.
    /// </summary>
    private static IEnumerable<List<(TraderPosition Report, DateTime? OpposedAt)>> Ways(IEnumerable<TraderPosition> log) => log
        .GroupBy(report => (report.Trader, report.Instrument))
        .OrderBy(group => group.Key.Trader, StringComparer.Ordinal).ThenBy(group => group.Key.Instrument, StringComparer.Ordinal)
        .Select(group =>
        {
            var held = group.First();
            DateTime? opposedAt = null;
            List<(TraderPosition, DateTime?)> way = [(held, null)];
            foreach (var report in group.Skip(1))
            {
                opposedAt = report.Size * held.Size < 0 && Second(report) == Second(held) && !(report.EventTime < opposedAt)
                    ? report.EventTime
                    : opposedAt;
                held = (report.EventTime, report.Partition, report.Offset).CompareTo((held.EventTime, held.Partition, held.Offset)) > 0 ? report : held;
                way.Add((held, opposedAt));
            }

            return way;
        });

    private static long Second(TraderPosition report) => report.EventTime.Ticks / TimeSpan.TicksPerSecond;
}
